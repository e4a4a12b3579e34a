import { createHash, randomBytes } from 'node:crypto';
import { createFormBrowser, type FormBrowser } from './form-browser.ts';

const CLIENT_ID = '7c0ffee0-0000-4000-8000-0000000000b1';
const TENANT = 'surety.onmicrosoft.com';
const ORDINARY = 'B2C_1_signupsignin1';
const SCOPE = [
  'openid',
  'offline_access',
  `https://${TENANT}/api/Accounts.Read`,
  `https://${TENANT}/api/Accounts.Write`,
].join(' ');

/** Where the system is, and the secret of the portal's registration. */
export type RelyingPartyOptions = { origins: { portal: string; identity: string }; clientSecret: string };

/** A relying party without a portal: asks identity for tokens, as lean as one can. */
export type RelyingParty = {
  /** Sends a browser through the authorization endpoint until it stands on a page or comes back with a code. */
  authorize(browser: FormBrowser, request?: { userFlow?: string; nonce?: string }): Promise<Authorization>;
  /** Redeems the code in the address where the browser stopped. */
  redeem(browser: FormBrowser, authorization: Authorization): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
  /** A browser that stops where the portal would take over. */
  browser(): FormBrowser;
};

/** What must be remembered between the request and its code. */
export type Authorization = { verifier: string; userFlow: string };

export type Tokens = { access_token: string; id_token: string; refresh_token?: string };

export function createRelyingParty({ origins, clientSecret }: RelyingPartyOptions): RelyingParty {
  const redirectUri = `${origins.portal}/sign-in/callback`;
  const endpoint = (userFlow: string, name: string): string =>
    `${origins.identity}/${TENANT}/${userFlow}/oauth2/v2.0/${name}`;
  const ask = async (userFlow: string, grant: Record<string, string>): Promise<Tokens> => {
    const body = new URLSearchParams({ client_id: CLIENT_ID, client_secret: clientSecret, scope: SCOPE, ...grant });
    const response = await fetch(endpoint(userFlow, 'token'), { method: 'POST', body });
    const answer = (await response.json()) as Tokens;
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  return {
    async authorize(browser, { userFlow = ORDINARY, nonce = randomBytes(16).toString('base64url') } = {}) {
      const verifier = randomBytes(32).toString('base64url');
      const query = new URLSearchParams({
        client_id: CLIENT_ID,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: SCOPE,
        state: 's',
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      await browser.open(`${endpoint(userFlow, 'authorize')}?${query}`);
      return { verifier, userFlow };
    },
    redeem(browser, { verifier, userFlow }) {
      const code = new URL(browser.url).searchParams.get('code');
      if (!browser.url.startsWith(redirectUri) || code === null)
        throw new Error(`no code at ${browser.url.split('?')[0]}`);
      return ask(userFlow, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      });
    },
    refresh: (refreshToken) => ask(ORDINARY, { grant_type: 'refresh_token', refresh_token: refreshToken }),
    browser: () => createFormBrowser((url) => url.href.startsWith(redirectUri)),
  };
}
