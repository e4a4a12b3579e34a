import { ProtocolError } from '../errors/protocol-error.ts';
import { findApplication } from '../tenant/find.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import type { AuthorizationParameters } from './parameters.ts';

/**
 * Which application asks? (RFC 6749 4.1.1)
 * @throws ProtocolError AADB2C90008 no client id, AADB2C90018 an unknown one, AADB2C90092 that of a disabled application.
 */
export function checkClient({ clientId }: AuthorizationParameters, tenant: Tenant): Application {
  if (clientId === undefined) throw new ProtocolError('AADB2C90008');
  const application = findApplication(tenant, clientId);
  if (!application) throw new ProtocolError('AADB2C90018', { clientId, tenant: tenant.name });
  checkEnabled(application);
  return application;
}

/**
 * May this application ask for anything? B2C's switch "Enabled for users to sign in" of a registration.
 * @throws ProtocolError AADB2C90092
 */
export function checkEnabled({ id, isDisabled }: Application): void {
  if (isDisabled) throw new ProtocolError('AADB2C90092', { clientId: id });
}
