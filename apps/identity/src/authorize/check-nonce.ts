import { ProtocolError } from '../errors/protocol-error.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';

/**
 * Does a request for an ID token from the authorization endpoint carry a nonce? (OIDC Core 3.2.2.1)
 * @throws ProtocolError AADB2C90238
 */
export function checkNonce(
  { nonce }: AuthorizationParameters,
  responseTypes: AuthorizationRequest['responseTypes'],
): string | undefined {
  if (nonce === undefined && responseTypes.includes('id_token')) throw new ProtocolError('AADB2C90238');
  return nonce;
}
