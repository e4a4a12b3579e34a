import { ApiUnavailable } from '@surety/api-contract';
import { isDatabaseAway } from '@surety/database';
import { ProviderUnavailable } from '@surety/oauth';
import { asRefusal, OVERLOADED, Refusal, TOO_MANY_REQUESTS } from '@surety/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ClientRefused } from '../relying-party/client-refused.ts';
import { signInHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { FormKept } from '../session/keep-typed.ts';
import type { PortalSession } from '../session/session.ts';
import { SignInNeeded } from '../session/signed-in.ts';
import { SessionStoreAway } from '../session-store/session-store.ts';
import { clientRefusedPage, defectPage, refusalPage, unavailablePage, withKeptForm } from './error-page.ts';
import { type Page, sendPage } from './send-page.ts';

const NOT_FOUND = new Refusal({
  code: 'not-found',
  status: 404,
  message: 'There is nothing at this address. Check it for typing errors, or start from your policies.',
});

/** Every failure becomes a page, or the way to the sign-in; none shows its inside. */
export function registerErrors(app: FastifyInstance, services: PortalServices): void {
  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof SignInNeeded)
      return reply.header('cache-control', 'no-store').redirect(signInHref(error.returnPath), 303);
    const page = pageAbout(error, request);
    if (page.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '10');
    const session = isTurnedAway(error) ? undefined : await sessionIfReadable(services, request);
    return sendPage(services, { request, reply }, { ...page, session });
  });
  app.setNotFoundHandler(async (request, reply) => {
    const session = await sessionIfReadable(services, request);
    return sendPage(services, { request, reply }, { ...refusalPage(NOT_FOUND, request.id), session });
  });
}

// Who is one too many gets a page for which nothing is looked up.
function isTurnedAway(error: unknown): boolean {
  return error instanceof Refusal && [OVERLOADED, TOO_MANY_REQUESTS].includes(error.code);
}

// The database may be what failed: a page about that shows nobody's name.
async function sessionIfReadable(
  { sessions }: Pick<PortalServices, 'sessions'>,
  request: FastifyRequest,
): Promise<PortalSession | undefined> {
  try {
    return await sessions.read(request);
  } catch (error) {
    request.log.warn({ event: 'session-not-readable', reason: (error as Error).name });
    return undefined;
  }
}

function pageAbout(error: unknown, request: FastifyRequest): Page {
  if (error instanceof FormKept) return withKeptForm(pageAbout(error.cause, request), error.resumeAt);
  if (error instanceof ApiUnavailable) return away(error, 'The policy service', request);
  if (error instanceof ProviderUnavailable) return away(error, 'The sign-in service', request);
  if (error instanceof SessionStoreAway) return away(error, 'Our memory of who is signed in', request);
  if (error instanceof ClientRefused) {
    request.log.error({ event: 'client-refused', reason: error.message, cause: causeOf(error) });
    return clientRefusedPage(request.id);
  }
  if (isDatabaseAway(error)) return away(error as Error, 'Our database', request);
  const refusal = asRefusal(error);
  if (refusal) {
    request.log.info({ event: 'refused', code: refusal.code, status: refusal.status, detail: refusal.detail });
    return refusalPage(refusal, request.id);
  }
  request.log.error({ event: 'defect', err: error });
  return defectPage(request.id);
}

function away(error: Error, what: string, request: FastifyRequest): Page {
  request.log.warn({ event: 'dependency-away', what, reason: error.message, cause: causeOf(error) });
  return unavailablePage(what, request.id);
}

function causeOf({ cause }: Error): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
