import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { createBackChannelFetch } from './back-channel.ts';
import { ProviderUnavailable } from './errors.ts';

/** Published keys of each trusted issuer, by the issuer's exact name. */
export type TrustedIssuers = {
  /** @throws ProviderUnavailable while the provider's metadata cannot be read */
  keysOf(issuer: string): Promise<JWTVerifyGetKey | undefined>;
};

export type TrustedIssuersOptions = {
  /** One metadata document (OpenID Connect Discovery) for each user flow, or one for the whole provider. */
  metadataUrls: readonly string[];
  /** Origins of providers that servers reach by another address than browsers do. */
  backChannels: ReadonlyMap<string, string>;
};

/** How servers reach the provider. */
type Way = { fetch: typeof globalThis.fetch; backChannels: ReadonlyMap<string, string> };

type Metadata = { issuer: string; keysUrl: string };

/** An unknown `kid` reads the keys again, but at most this often. */
const KEYS_COOLDOWN_MS = 30_000;
const KEYS_MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** Trusts the issuers that the metadata documents name. They are read at first need and kept; failures are not kept. */
export function createTrustedIssuers({ metadataUrls, backChannels }: TrustedIssuersOptions): TrustedIssuers {
  const way = { fetch: createBackChannelFetch(backChannels), backChannels };
  let loading: Promise<Map<string, JWTVerifyGetKey>> | undefined;
  const load = (): Promise<Map<string, JWTVerifyGetKey>> => {
    loading ??= readAll(metadataUrls, way).catch((error: unknown) => {
      loading = undefined;
      throw new ProviderUnavailable('the identity provider cannot be reached', { cause: error });
    });
    return loading;
  };
  return { keysOf: async (issuer) => (await load()).get(issuer) };
}

async function readAll(urls: readonly string[], way: Way): Promise<Map<string, JWTVerifyGetKey>> {
  const documents = await Promise.all(urls.map((url) => readMetadata(url, way)));
  const byKeysUrl = new Map<string, JWTVerifyGetKey>();
  const byIssuer = new Map<string, JWTVerifyGetKey>();
  for (const { issuer, keysUrl } of documents) {
    const keys = byKeysUrl.get(keysUrl) ?? remoteKeys(keysUrl, way.fetch);
    byKeysUrl.set(keysUrl, keys);
    if (!byIssuer.has(issuer)) byIssuer.set(issuer, keys);
  }
  return byIssuer;
}

function atOrigin(url: string, origin: string): string {
  const { pathname, search } = new URL(url);
  return `${origin}${pathname}${search}`;
}

function remoteKeys(url: string, fetch: typeof globalThis.fetch): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), {
    cooldownDuration: KEYS_COOLDOWN_MS,
    cacheMaxAge: KEYS_MAX_AGE_MS,
    [customFetch]: fetch,
  });
}

async function readMetadata(url: string, { fetch, backChannels }: Way): Promise<Metadata> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`metadata answered ${response.status}`);
  const { issuer, jwks_uri: keysUrl } = (await response.json()) as Record<string, unknown>;
  if (typeof issuer !== 'string' || typeof keysUrl !== 'string') throw new Error('metadata lacks issuer or jwks_uri');
  // Only servers read keys. What is published may be where browsers go, which a container does not reach.
  const { origin } = new URL(url);
  return { issuer, keysUrl: backChannels.has(origin) ? atOrigin(keysUrl, origin) : keysUrl };
}
