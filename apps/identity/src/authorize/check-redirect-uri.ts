import { ProtocolError } from '../errors/protocol-error.ts';
import type { Application } from '../tenant/tenant.ts';
import type { AuthorizationParameters } from './parameters.ts';

/**
 * Is the redirect URI, letter for letter, one that the application registered? (OAuth 2.0 Security BCP 4.1.3)
 * @throws ProtocolError AADB2C90007 the application registered none, AADB2C90006 another one.
 */
export function checkRedirectUri({ redirectUri = '' }: AuthorizationParameters, application: Application): string {
  if (application.redirectUris.length === 0) throw new ProtocolError('AADB2C90007', { clientId: application.id });
  const registered = application.redirectUris.find((uri) => uri === redirectUri);
  if (registered === undefined) throw new ProtocolError('AADB2C90006', { redirectUri, clientId: application.id });
  return registered;
}
