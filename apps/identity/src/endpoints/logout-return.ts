import { ProtocolError } from '../errors/protocol-error.ts';
import type { ProtocolServices } from '../services.ts';
import { findApplication } from '../tenant/find.ts';
import type { Application, ReturnAfterLogout, Tenant } from '../tenant/tenant.ts';
import { verifyIdTokenHint } from '../tokens/id-token-hint.ts';

type Services = Pick<ProtocolServices, 'tenant' | 'signingKeys'>;

/** What a logout request says about where it comes from and where it goes. */
export type LogoutRequest = { returnTo?: string; clientId?: string; idTokenHint?: string; state?: string };

/**
 * The application that signs out, by its ID token, where the user flow requires one in logout requests. It must be that of the
 * person who is signed in here, if anybody is: everybody has one of their own, and could write it into a link for others.
 * @throws ProtocolError AADB2C90272 there is none, AADB2C90210 it is none or of somebody else, AADB2C90232 of another issuer,
 * AADB2C90233 signed by somebody else, AADB2C90209 it is another application's.
 */
export async function requireIdToken(
  services: Services,
  { idTokenHint, clientId }: LogoutRequest,
  personHere: string | undefined,
): Promise<string> {
  if (idTokenHint === undefined) throw new ProtocolError('AADB2C90272');
  const hint = await verifyIdTokenHint(services, idTokenHint);
  if ('fault' in hint) throw new ProtocolError(hint.fault);
  if (personHere !== undefined && !hint.namesPerson(personHere)) throw new ProtocolError('AADB2C90210');
  if (clientId !== undefined && clientId.toLowerCase() !== hint.audience.toLowerCase())
    throw new ProtocolError('AADB2C90209');
  return hint.audience;
}

/**
 * Checks that the user flow leads back to this address.
 * @throws ProtocolError AADB2C90067 it is no address, AADB2C90036 it is one that the user flow does not lead to.
 */
export async function checkReturn(
  services: Services,
  asked: LogoutRequest & { returnTo: string },
  rule: ReturnAfterLogout,
): Promise<void> {
  const url = URL.parse(asked.returnTo);
  if (url === null) throw new ProtocolError('AADB2C90067');
  if (rule === 'any-address' && ['https:', 'http:'].includes(url.protocol)) return;
  const hint = asked.idTokenHint === undefined ? undefined : await verifyIdTokenHint(services, asked.idTokenHint);
  // What is not ours counts as no hint.
  const clientId = asked.clientId ?? (hint && 'audience' in hint ? hint.audience : undefined);
  if (!isRegistered(services.tenant, asked.returnTo, clientId)) throw new ProtocolError('AADB2C90036');
}

/** Whether a sign-out that leads here was begun by this application, which therefore need not hear of it (as in B2C). */
export function isReturnTo(application: Application, { returnTo, clientId }: LogoutRequest): boolean {
  const isNamed = clientId === undefined || clientId.toLowerCase() === application.id.toLowerCase();
  return returnTo !== undefined && isNamed && registers(application, returnTo);
}

/** Named applications answer for their own addresses; many B2C clients name none, then any application's will do. */
function isRegistered(tenant: Tenant, returnTo: string, clientId: string | undefined): boolean {
  const named = clientId === undefined ? tenant.applications : [findApplication(tenant, clientId)];
  return named.some((application) => application && registers(application, returnTo));
}

function registers({ postLogoutRedirectUris, redirectUris }: Application, returnTo: string): boolean {
  return postLogoutRedirectUris.includes(returnTo) || redirectUris.includes(returnTo);
}
