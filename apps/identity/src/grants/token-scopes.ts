import { parseScopes, type RequestedScopes } from '../authorize/scopes.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import type { Grant } from './grant.ts';

/**
 * What the tokens of this answer cover. Without a `scope` parameter it is what the grant covers. With one it is what
 * it names: OpenID's words only as far as the grant has them, a resource as far as an administrator granted it.
 */
export function tokenScopes(
  client: { tenant: Tenant; application: Application },
  { content }: Grant,
  scope: string | undefined,
): RequestedScopes {
  if (scope === undefined) {
    return { openidScopes: content.openidScopes, ...(content.resource && { resource: content.resource }) };
  }
  const asked = parseScopes(client.tenant, client.application, scope);
  return { ...asked, openidScopes: asked.openidScopes.filter((word) => content.openidScopes.includes(word)) };
}
