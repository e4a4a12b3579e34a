import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import type { MemoryCache } from './memory-cache.ts';
import type { ProviderMetadata } from './provider-metadata.ts';

export type MsalOptions = {
  /** `https://HOST/TENANT`, with B2C `/USER-FLOW` as well. */
  authority: string;
  /** Hosts, with ports, that the authority and its issuer may be at. */
  knownAuthorities: readonly string[];
  metadata: ProviderMetadata;
  clientId: string;
  clientSecret: string;
  networkClient: INetworkModule;
  cache: MemoryCache;
};

/**
 * One MSAL client for one piece of work of one session and one user flow: MSAL's cache is shared by everything that a
 * client does, and it derives one user flow's endpoints from another's, so sharing a client would mix people or flows.
 */
export function createMsalClient(options: MsalOptions): ConfidentialClientApplication {
  const { metadata } = options;
  return new ConfidentialClientApplication({
    auth: {
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      authority: options.authority,
      knownAuthorities: [...options.knownAuthorities],
      // Given, so that a client made for one request need not read it again.
      authorityMetadata: JSON.stringify({
        issuer: metadata.issuer,
        authorization_endpoint: metadata.authorizationEndpoint,
        token_endpoint: metadata.tokenEndpoint,
        jwks_uri: metadata.keysUrl,
        ...(metadata.endSessionEndpoint ? { end_session_endpoint: metadata.endSessionEndpoint } : {}),
      }),
    },
    cache: { cachePlugin: options.cache.plugin },
    system: { networkClient: options.networkClient },
  });
}
