import { inTransaction } from '@surety/database';
import { type Html, permit } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { browserHash, clearSsoSession, ssoSessionId } from '../journey/browser.ts';
import { pageLanguage } from '../journey/page-language.ts';
import type { ProtocolServices } from '../services.ts';
import { originsOf, type SignOutFrame, signOutFrames } from '../single-sign-out/frames.ts';
import { signingOutPage, WITHOUT_SCRIPT_SECONDS } from '../single-sign-out/page.ts';
import { findApplication } from '../tenant/find.ts';
import { wordsIn } from '../words/words.ts';
import type { Endpoint } from './endpoint.ts';
import { checkReturn, isReturnTo, type LogoutRequest, requireIdToken } from './logout-return.ts';
import { signedOutPage } from './signed-out-page.ts';

type Services = Pick<
  ProtocolServices,
  'tenant' | 'brands' | 'db' | 'journeys' | 'ssoSessions' | 'signingKeys' | 'origin' | 'logoutNotices' | 'signIns'
>;

/**
 * The logout endpoint (OpenID Connect RP-Initiated Logout 1.0): ends this browser's SSO sessions, tells the applications
 * that want to hear of it, and ends whatever somebody proved in a journey that is under way there; then leads back to where the user flow allows ({@link ReturnAfterLogout}).
 * @throws ProtocolError those of {@link checkReturn}: the sessions have ended all the same; those of {@link requireIdToken},
 * where the user flow requires an ID token: nothing has ended.
 */
export function logout(services: Services): Endpoint {
  return async (request, reply, { flow: userFlow }) => {
    reply.header('cache-control', 'no-store');
    const asked = readLogoutRequest(request);
    const { returnAfterLogout: rule = 'registered-address' } = userFlow.session;
    const sessionId = ssoSessionId(services, request);
    if (rule === 'with-id-token') {
      const personHere = sessionId === undefined ? undefined : await services.ssoSessions.personOf(sessionId);
      asked.clientId = await requireIdToken(services, asked, personHere);
    }
    const reached = await endWhatIsHere(services, { request, reply }, sessionId);
    const frames = reached.filter(({ application }) => !isReturnTo(application, asked));
    if (frames.length > 0) permit(reply, { scripts: true, frames: originsOf(frames) });
    request.signOutFrames = frames;
    const { returnTo } = asked;
    const brand = services.brands.of(findApplication(services.tenant, asked.clientId ?? ''));
    const look = { words: wordsIn(pageLanguage(services, request)), brand, frames };
    const show = (page: Html) => reply.type('text/html; charset=utf-8').send(page.toString());
    if (returnTo === undefined) return show(signedOutPage(look));
    await checkReturn(services, { ...asked, returnTo }, rule);
    const goOnTo = asLocation(withState(returnTo, asked.state));
    if (frames.length === 0) return reply.redirect(goOnTo, 303);
    // Without script the browser goes on by this, and by the page's link.
    reply.header('refresh', `${WITHOUT_SCRIPT_SECONDS};url=${new URL(goOnTo).href}`);
    return show(signingOutPage({ ...look, goOnTo }));
  };
}

/** Ends journeys and sessions of this browser; answers the frames in which applications hear of it. */
async function endWhatIsHere(
  services: Services,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  sessionId: string | undefined,
): Promise<readonly SignOutFrame[]> {
  const browser = browserHash(services, request);
  if (browser !== undefined)
    await inTransaction(services.db, (transaction) => services.journeys.removeProvenOf(transaction, browser));
  if (sessionId === undefined) return [];
  const frames = await signOutFrames(services, sessionId);
  await endSession(services, sessionId);
  clearSsoSession(services, reply);
  return frames;
}

/** Ends the browser's sessions; applications that want to hear of it are told without the browser waiting. */
async function endSession({ db, ssoSessions, logoutNotices }: Services, sessionId: string): Promise<void> {
  const signIns = await logoutNotices.signInsOf(sessionId);
  await inTransaction(db, async (transaction) => {
    for (const signInId of signIns) await logoutNotices.queue(transaction, { signInId });
    await ssoSessions.remove(transaction, sessionId);
  });
  logoutNotices.deliverSoon();
}

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

/** Written letter for letter where a header can hold it; else as a browser writes it (WHATWG URL). */
function asLocation(address: string): string {
  return /^[!-~]+$/.test(address) ? address : new URL(address).href;
}

function withState(returnTo: string, state: string | undefined): string {
  if (state === undefined) return returnTo;
  return `${returnTo}${returnTo.includes('?') ? '&' : '?'}${new URLSearchParams({ state }).toString()}`;
}
