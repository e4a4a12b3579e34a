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
  /** Whether its authorization responses name the issuer (RFC 9207). */
  sendsIssuer: boolean;
  /** Where requests are pushed (RFC 9126). */
  pushedRequestEndpoint?: string | undefined;
  /** Types of authorization details that it knows (RFC 9396). */
  detailTypes: readonly string[];
};

const document = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  pushed_authorization_request_endpoint: z.url().optional(),
  authorization_details_types_supported: z.array(z.string()).optional(),
});

export type MetadataOptions = {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  /** Hosts, with ports, that the issuer may be at. */
  issuerHosts: readonly string[];
  /** The authority's origin where servers reach it by another address: what only servers call is then called by it. */
  mappedOrigin?: string | undefined;
  /** Milliseconds to wait for a document; five seconds unless said. */
  patienceMs?: number;
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
    const response = await options.fetch(url, { signal: AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS) });
    if (!response.ok) throw new Error(`metadata answered ${response.status}`);
    return fromDocument(document.parse(await response.json()), options);
  } catch (error) {
    throw new ProviderUnavailable('the metadata of the identity provider cannot be read', { cause: error });
  }
}

function fromDocument(
  read: z.output<typeof document>,
  { issuerHosts, mappedOrigin }: MetadataOptions,
): ProviderMetadata {
  // The issuer vouches for itself only if it is at an authority we were told to trust.
  const issuer = new URL(read.issuer);
  if (issuer.protocol !== 'https:' || !issuerHosts.includes(issuer.host))
    throw new Error('the issuer is not at the configured authority');
  const forServers = (url: string): string => {
    const { pathname, search } = new URL(url);
    return mappedOrigin === undefined ? url : `${mappedOrigin}${pathname}${search}`;
  };
  return {
    issuer: read.issuer,
    authorizationEndpoint: read.authorization_endpoint,
    tokenEndpoint: forServers(read.token_endpoint),
    keysUrl: forServers(read.jwks_uri),
    endSessionEndpoint: read.end_session_endpoint,
    sendsIssuer: read.authorization_response_iss_parameter_supported === true,
    pushedRequestEndpoint:
      read.pushed_authorization_request_endpoint && forServers(read.pushed_authorization_request_endpoint),
    detailTypes: read.authorization_details_types_supported ?? [],
  };
}
