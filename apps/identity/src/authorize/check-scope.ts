import { ProtocolError } from '../errors/protocol-error.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';
import { parseScopes, type RequestedScopes } from './scopes.ts';

/**
 * Do the scopes suit what is asked for? An ID token needs `openid`, an access token a resource, a code one of both.
 * @throws ProtocolError AADB2C90010 no scope, AADB2C90110, AADB2C90055, AADB2C90115, and those of {@link parseScopes}.
 */
export function checkScope(
  { scope }: AuthorizationParameters,
  client: { tenant: Tenant; application: Application },
  responseTypes: AuthorizationRequest['responseTypes'],
): RequestedScopes {
  if (scope === undefined) throw new ProtocolError('AADB2C90010');
  const scopes = parseScopes(client.tenant, client.application, scope);
  const isOpenid = scopes.openidScopes.includes('openid');
  if (responseTypes.includes('id_token') && !isOpenid) throw new ProtocolError('AADB2C90110');
  if (responseTypes.includes('token') && !scopes.resource) throw new ProtocolError('AADB2C90055', { scope });
  if (!isOpenid && !scopes.resource) throw new ProtocolError('AADB2C90115');
  return scopes;
}
