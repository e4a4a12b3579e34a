import type { ProviderMetadata } from './provider-metadata.ts';

/**
 * Where the provider ends its session and sends people back from (OpenID Connect RP-Initiated Logout 1.0), if it has such
 * a place. No id_token_hint: tokens do not travel in addresses. The client id tells the provider whose registered URI this is.
 */
export function endSessionUrl(
  { endSessionEndpoint }: Pick<ProviderMetadata, 'endSessionEndpoint'>,
  { clientId, postLogoutRedirectUri }: { clientId: string; postLogoutRedirectUri: string },
): string | undefined {
  if (endSessionEndpoint === undefined) return undefined;
  const url = new URL(endSessionEndpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', postLogoutRedirectUri);
  return url.href;
}
