import { ProtocolError } from '../errors/protocol-error.ts';
import type { Application } from '../tenant/tenant.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';

/** 43 to 128 unreserved characters (RFC 7636 4.1, 4.2): the form of verifiers and of challenges. */
export const PKCE_FORM = /^[A-Za-z0-9._~-]{43,128}$/;

/**
 * Is the code bound to the one who asked for it? Single-page applications must do so (RFC 7636, OAuth 2.0 for Browsers).
 * @throws ProtocolError AADB2C99059 a single-page application without challenge, AADB2C90184 an unknown method or form.
 */
export function checkPkce(
  { codeChallenge: value, codeChallengeMethod: method = 'plain' }: AuthorizationParameters,
  { kind }: Application,
  responseTypes: AuthorizationRequest['responseTypes'],
): AuthorizationRequest['codeChallenge'] {
  if (value === undefined) {
    if (kind === 'single-page' && responseTypes.includes('code')) throw new ProtocolError('AADB2C99059');
    return undefined;
  }
  if (method !== 'S256' && method !== 'plain') throw new ProtocolError('AADB2C90184');
  if (!PKCE_FORM.test(value)) throw new ProtocolError('AADB2C90184');
  return { value, method };
}
