import { inTransaction } from '@surety/database';
import type { FastifyRequest } from 'fastify';
import { ProtocolError } from '../errors/protocol-error.ts';
import { clearSsoSession, ssoSessionId } from '../journey/browser.ts';
import type { ProtocolServices } from '../services.ts';
import { findApplication } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { verifyIdTokenHint } from '../tokens/id-token-hint.ts';
import type { Endpoint } from './endpoint.ts';
import { signedOutPage } from './signed-out-page.ts';

type Services = Pick<
  ProtocolServices,
  'tenant' | 'db' | 'ssoSessions' | 'signingKeys' | 'origin' | 'logoutNotices' | 'logger'
>;

/**
 * The logout endpoint (OpenID Connect RP-Initiated Logout 1.0): ends this browser's SSO sessions, tells
 * the applications that want to hear of it, then leads back to the application, but only to an address that an application of this tenant registered.
 * @throws ProtocolError AADB2C90036 for any other address, AADB2C90067 for what is none; the sessions have ended all the same.
 */
export function logout(services: Services): Endpoint {
  return async (request, reply) => {
    const asked = readLogoutRequest(request);
    const sessionId = ssoSessionId(services, request);
    if (sessionId !== undefined) {
      await endSession(services, sessionId);
      clearSsoSession(services, reply);
    }
    reply.header('cache-control', 'no-store');
    if (asked.returnTo === undefined) return reply.type('text/html; charset=utf-8').send(signedOutPage().toString());
    if (URL.parse(asked.returnTo) === null) throw new ProtocolError('AADB2C90067');
    const hint = asked.idTokenHint === undefined ? undefined : await verifyIdTokenHint(services, asked.idTokenHint);
    const clientId = asked.clientId ?? hint?.audience;
    if (!isRegistered(services.tenant, asked.returnTo, clientId)) throw new ProtocolError('AADB2C90036');
    return reply.redirect(withState(asked.returnTo, asked.state), 303);
  };
}

/** Ends the browser's sessions; applications that want to hear of it are told without the browser waiting. */
async function endSession({ db, ssoSessions, logoutNotices, logger }: Services, sessionId: string): Promise<void> {
  const signIns = await logoutNotices.signInsOf(sessionId);
  await inTransaction(db, async (transaction) => {
    for (const signInId of signIns) await logoutNotices.queue(transaction, { signInId });
    await ssoSessions.remove(transaction, sessionId);
  });
  logoutNotices.deliver().catch((error: unknown) => logger.error({ event: 'logout-notices-failed', err: error }));
}

type LogoutRequest = { returnTo?: string; clientId?: string; idTokenHint?: string; state?: string };

function readLogoutRequest(request: FastifyRequest): LogoutRequest {
  const wire: Record<string, unknown> = { ...(request.query as object), ...(request.body as object | undefined) };
  const read = (name: string): string | undefined => {
    const value = wire[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const asked = {
    returnTo: read('post_logout_redirect_uri'),
    clientId: read('client_id'),
    idTokenHint: read('id_token_hint'),
    state: read('state'),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** Named applications answer for their own addresses; many B2C clients name none, then any application's will do. */
function isRegistered(tenant: Tenant, returnTo: string, clientId: string | undefined): boolean {
  const named = clientId === undefined ? tenant.applications : [findApplication(tenant, clientId)];
  return named.some(
    (application) =>
      application?.postLogoutRedirectUris.includes(returnTo) || application?.redirectUris.includes(returnTo),
  );
}

function withState(returnTo: string, state: string | undefined): string {
  if (state === undefined) return returnTo;
  return `${returnTo}${returnTo.includes('?') ? '&' : '?'}${new URLSearchParams({ state }).toString()}`;
}
