import { ProviderUnavailable } from '@surety/oauth';
import type { Clock } from '@surety/web';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
} from 'openid-client';

export type OpenidClient = {
  /** The issuer, or the address of its metadata document. */
  issuerUrl: string;
  clientId: string;
  clientSecret: string;
  clientAuthentication: 'client_secret_post' | 'client_secret_basic';
};

const KEPT_MS = 60 * 60 * 1000;
const TRY_AGAIN_AFTER_MS = 5_000;
const PATIENCE_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * Reads the provider's metadata and keeps it for an hour; a failure is kept for seconds, so that a provider that is away
 * slows no page down.
 * @throws ProviderUnavailable
 */
export function createDiscovery(
  client: OpenidClient,
  { fetch, clock }: { fetch: typeof globalThis.fetch; clock: Clock },
): () => Promise<Configuration> {
  let kept: { configuration: Promise<Configuration>; until: number } | undefined;
  return () => {
    const now = clock().getTime();
    if (kept && kept.until > now) return kept.configuration;
    const entry = { configuration: discover(client, { fetch, clock }), until: now + KEPT_MS };
    entry.configuration.catch(() => {
      entry.until = clock().getTime() + TRY_AGAIN_AFTER_MS;
    });
    kept = entry;
    return entry.configuration;
  };
}

async function discover(
  { issuerUrl, clientId, clientSecret, clientAuthentication }: OpenidClient,
  { fetch, clock }: { fetch: typeof globalThis.fetch; clock: Clock },
): Promise<Configuration> {
  const url = new URL(issuerUrl);
  const authentication = clientAuthentication === 'client_secret_basic' ? ClientSecretBasic : ClientSecretPost;
  const ourClock = {
    [clockSkew]: Math.round((clock().getTime() - Date.now()) / 1000),
    [clockTolerance]: CLOCK_TOLERANCE_SECONDS,
  };
  try {
    return await discovery(url, clientId, ourClock, authentication(clientSecret), {
      [customFetch]: (address, options) => fetch(address, options as RequestInit),
      timeout: PATIENCE_SECONDS,
      // The settings let http through for this machine alone.
      execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
    });
  } catch (error) {
    throw new ProviderUnavailable('the metadata of the identity provider cannot be read', { cause: error });
  }
}
