import { ProtocolError } from '../errors/protocol-error.ts';
import type { Application } from '../tenant/tenant.ts';
import type { AuthorizationParameters } from './parameters.ts';

/**
 * Is the redirect URI, letter for letter, one that the application registered? (OAuth 2.0 Security BCP 4.1.3)
 * @throws ProtocolError AADB2C90007 the application registered none, AADB2C90006 another one, AADB2C90287 what is sent is no URI.
 */
export function checkRedirectUri({ redirectUri = '' }: AuthorizationParameters, application: Application): string {
  if (application.redirectUris.length === 0) throw new ProtocolError('AADB2C90007', { clientId: application.id });
  if (redirectUri !== '' && !URL.canParse(redirectUri)) throw new ProtocolError('AADB2C90287', { redirectUri });
  const registered = application.redirectUris.find((uri) => uri === redirectUri);
  if (registered === undefined) throw new ProtocolError('AADB2C90006', { redirectUri, clientId: application.id });
  return registered;
}
