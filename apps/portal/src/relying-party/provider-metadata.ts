import { ProviderUnavailable } from '@surety/oauth';
import type { Clock } from '@surety/web';
import { z } from 'zod';

/** What the portal reads of a provider's metadata (OpenID Connect Discovery 1.0, section 3). */
export type ProviderMetadata = {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  keysUrl: string;
  endSessionEndpoint?: string | undefined;
};

const document = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
});

export type MetadataOptions = {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  authorityOrigin: string;
  /** Whether servers reach the provider by another address; what only servers call is then called by the authority's. */
  hasBackChannel: boolean;
};

const KEPT_MS = 60 * 60 * 1000;
const PATIENCE_MS = 5_000;
const TRY_AGAIN_AFTER_MS = 5_000;

type Kept = { metadata: Promise<ProviderMetadata>; until: number };

/**
 * Reads metadata documents and keeps them for an hour; a failure is kept for seconds, so that a provider that is away
 * slows no page down.
 * @throws ProviderUnavailable
 */
export function createMetadataReader(options: MetadataOptions): (url: string) => Promise<ProviderMetadata> {
  const kept = new Map<string, Kept>();
  return (url) => {
    const now = options.clock().getTime();
    const known = kept.get(url);
    if (known && known.until > now) return known.metadata;
    const entry: Kept = { metadata: readMetadata(url, options), until: now + KEPT_MS };
    entry.metadata.catch(() => {
      entry.until = options.clock().getTime() + TRY_AGAIN_AFTER_MS;
    });
    kept.set(url, entry);
    return entry.metadata;
  };
}

async function readMetadata(url: string, options: MetadataOptions): Promise<ProviderMetadata> {
  try {
    const response = await options.fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`metadata answered ${response.status}`);
    return fromDocument(document.parse(await response.json()), options);
  } catch (error) {
    throw new ProviderUnavailable('the metadata of the identity provider cannot be read', { cause: error });
  }
}

function fromDocument(read: z.output<typeof document>, options: MetadataOptions): ProviderMetadata {
  // The issuer vouches for itself only if it is the authority we were told to trust.
  if (new URL(read.issuer).origin !== options.authorityOrigin)
    throw new Error('the issuer is not at the configured authority');
  const forServers = (url: string): string => {
    const { pathname, search } = new URL(url);
    return options.hasBackChannel ? `${options.authorityOrigin}${pathname}${search}` : url;
  };
  return {
    issuer: read.issuer,
    authorizationEndpoint: read.authorization_endpoint,
    tokenEndpoint: forServers(read.token_endpoint),
    keysUrl: forServers(read.jwks_uri),
    endSessionEndpoint: read.end_session_endpoint,
  };
}
