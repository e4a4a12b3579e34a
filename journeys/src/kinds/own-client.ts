import { createHash, randomBytes } from 'node:crypto';
import { aPlainGuest, type PlainGuest } from '../stage/plain-guest.ts';
import type { Name, Provider } from './kind.ts';

export type Tokens = { access_token: string; refresh_token?: string };

/** A client with the portal's registration and no portal: what somebody has who walks around it. */
export type OwnClient = {
  /** Signs in as this person and redeems the code. */
  signIn(name: Name, request?: { guest?: PlainGuest; nonce?: string }): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
  /** A browser that stops where the portal would take over. */
  guest(): PlainGuest;
};

type Metadata = { authorization_endpoint: string; token_endpoint: string };

/** Reads the provider's metadata (OpenID Connect Discovery 1.0) and asks it for tokens with PKCE (RFC 7636). */
export async function createOwnClient(provider: Provider, portal: string): Promise<OwnClient> {
  const { registration, fetch } = provider;
  const { metadataUrl, clientId, clientSecret, scope, parameters = {} } = registration;
  const redirectUri = `${portal}/sign-in/callback`;
  const metadata = (await (await fetch(metadataUrl)).json()) as Metadata;
  const ask = async (grant: Record<string, string>): Promise<Tokens> => {
    const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...parameters, ...grant });
    const response = await fetch(metadata.token_endpoint, { method: 'POST', body });
    const answer = (await response.json()) as Tokens;
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const newGuest = (): PlainGuest => aPlainGuest({ fetch, stopsAt: ({ href }) => href.startsWith(redirectUri) });
  return {
    guest: newGuest,
    refresh: (refreshToken) => ask({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async signIn(name, { guest = newGuest(), nonce = randomBytes(16).toString('base64url') } = {}) {
      const verifier = randomBytes(32).toString('base64url');
      const url = new URL(metadata.authorization_endpoint);
      const request = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state: 's',
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...parameters,
      };
      for (const [key, value] of Object.entries(request)) url.searchParams.set(key, value);
      await guest.visit(url.href);
      // An SSO session may answer at once.
      if (!guest.url().startsWith(redirectUri)) await provider.signIn(guest, name);
      const code = new URL(guest.url()).searchParams.get('code') ?? '';
      return ask({ grant_type: 'authorization_code', scope, code, redirect_uri: redirectUri, code_verifier: verifier });
    },
  };
}
