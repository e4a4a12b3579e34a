import { ConfidentialClientApplication } from '@azure/msal-node';
import { createNetworkClient } from '@surety/oauth';
import type { Clock } from '@surety/web';
import { z } from 'zod';
import type { GraphProfileConfig } from './graph-profile-settings.ts';
import { profileServiceAway } from './refusals.ts';
import { whyNoToken } from './why-no-token.ts';

/** Exchanges a person's token for one that Graph takes, for the same person. */
export type TokenExchange = (bearer: string) => Promise<string>;

const metadataShape = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});

const KEPT_MS = 60 * 60 * 1000;

type Options = GraphProfileConfig & { fetch: typeof globalThis.fetch; clock: Clock };

/**
 * The on-behalf-of flow (RFC 7523 as Microsoft profiles it: `jwt-bearer` with `requested_token_use=on_behalf_of`), by MSAL. One client for one
 * exchange: MSAL's cache, which would otherwise hold the tokens of everybody, ends with it. The delegated permission limits what
 * comes of it to the person's own profile.
 * The exchange throws BearerRefused when the person must sign in again or prove more, RefusedForNow when the api is at fault
 * or nobody answers.
 */
export function createOnBehalfOf(options: Options): TokenExchange {
  const { authority, authorityHosts, clientId, clientSecret, graphOrigin, fetch } = options;
  const readMetadata = createMetadataReader(options);
  return async (bearer) => {
    // MSAL hides why there was no answer; how long to be patient is part of it.
    let whyNoAnswer: unknown;
    const network = createNetworkClient((...request) =>
      fetch(...request).catch((error: unknown) => {
        whyNoAnswer = error;
        throw error;
      }),
    );
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        authority,
        knownAuthorities: [...authorityHosts],
        authorityMetadata: await readMetadata(),
      },
      system: { networkClient: network },
    });
    try {
      const scopes = [`${graphOrigin}/User.ReadWrite`];
      const answer = await client.acquireTokenOnBehalfOf({ oboAssertion: bearer, scopes, skipCache: true });
      if (answer === null) throw profileServiceAway('the exchange gave no token');
      return answer.accessToken;
    } catch (error) {
      throw whyNoAnswer ?? whyNoToken(error);
    }
  };
}

/** The provider's metadata as MSAL takes it, read once an hour; a failure is not kept. */
function createMetadataReader({ metadataUrl, authority, fetch, clock }: Options): () => Promise<string> {
  let kept: { text: string; until: number } | undefined;
  return async () => {
    const now = clock().getTime();
    if (kept && kept.until > now) return kept.text;
    const response = await fetch(metadataUrl);
    const read = metadataShape.safeParse(await response.json().catch(() => undefined));
    // The secret and people's tokens are sent there: to the authority of the settings and nowhere else.
    if (!read.success || new URL(read.data.token_endpoint).origin !== new URL(authority).origin)
      throw profileServiceAway('the metadata of the identity provider are not those of the authority');
    kept = { text: JSON.stringify(read.data), until: now + KEPT_MS };
    return kept.text;
  };
}
