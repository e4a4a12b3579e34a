import { ProtocolError } from '../errors/protocol-error.ts';
import type { Application } from '../tenant/tenant.ts';
import type { AuthorizationRequest } from './authorization-request.ts';

/**
 * May this application have tokens from the authorization endpoint itself?
 * @throws ProtocolError AADB2C90057
 */
export function checkImplicit(responseTypes: AuthorizationRequest['responseTypes'], application: Application): void {
  const wantsTokens = responseTypes.some((type) => type !== 'code');
  if (wantsTokens && !application.allowImplicit) throw new ProtocolError('AADB2C90057');
}
