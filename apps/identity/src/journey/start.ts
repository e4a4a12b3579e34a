import { inTransientTransaction } from '@surety/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isStillProven } from '../accounts/account.ts';
import type { FamiliarBrowsers } from '../accounts/familiar-browser.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { journeyHref } from '../routes.ts';
import type { ProtocolServices } from '../services.ts';
import { browserName } from '../sign-ins/browser-name.ts';
import { type SsoSession, ssoScopeKey } from '../sso-session.ts';
import { begin } from '../steps/begin.ts';
import { isFactorAsked } from '../steps/factor-demand.ts';
import { ensureBrowser, ssoSessionId } from './browser.ts';
import { completeJourney } from './complete.ts';
import type { Journey } from './journey.ts';
import { rememberLanguage } from './page-language.ts';
import { refusedResponse } from './refuse.ts';
import { sendAuthorizationResponse } from './send-authorization-response.ts';

/** What a run is started with: the protocol half, and who knows which browsers people sign in with. */
export type RunServices = ProtocolServices & { familiarBrowsers: FamiliarBrowsers };

type Asked = Pick<Journey, 'userFlow' | 'application' | 'request' | 'language'>;
type Exchange = { request: FastifyRequest; reply: FastifyReply };

const JOURNEY_MILLISECONDS = 30 * 60_000;

/**
 * Runs a user flow for a checked request. With a session that answers every question it ends at once; otherwise the
 * browser is led to the first page of a journey, or, when it must not be asked anything, the application hears so.
 */
export async function startRun(
  services: RunServices,
  asked: Asked,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  const { language, application } = asked;
  const heldSessionId = ssoSessionId(services, request);
  const session = await usableSession(services, asked, heldSessionId);
  const demand = session && (await demandOf(services, asked, { session, request }));
  const progress = begin({ userFlow: asked.userFlow, request: asked.request, session, ...demand });
  if (progress.step === 'done') {
    const completion = await completeJourney(
      services,
      { ...asked, progress, browser: browserName(request) },
      heldSessionId,
    );
    return sendAuthorizationResponse(services, reply, { ...completion, language, application });
  }
  if (asked.request.prompt === 'none') {
    const { correlationId } = asked.request;
    const error = new ProtocolError('AADB2C90077');
    const response = refusedResponse(services, asked.request, { error, correlationId });
    return sendAuthorizationResponse(services, reply, { response, language, application });
  }
  const journey: Journey = {
    ...asked,
    id: services.random.token(),
    browserHash: ensureBrowser(services, request, reply),
    progress,
    expiresAt: new Date(services.clock().getTime() + JOURNEY_MILLISECONDS),
  };
  await inTransientTransaction(services.db, (transaction) => services.journeys.insert(transaction, journey));
  rememberLanguage(services, reply, { language, as: 'begun' });
  return reply.header('cache-control', 'no-store').redirect(journeyHref(services.tenant, journey, progress.step), 303);
}

/** A session makes no browser familiar: it may come of a run that only set a new password by mail. */
async function demandOf(
  services: RunServices,
  { userFlow, application }: Asked,
  { session: { accountId }, request }: { session: SsoSession; request: FastifyRequest },
): Promise<{ isFactorAsked: boolean } | undefined> {
  if (userFlow.secondFactor.enforcement !== 'conditional') return undefined;
  const { email = '' } = (await services.accounts.find(accountId)) ?? {};
  const isFamiliar = services.familiarBrowsers.idFor(request, email) !== undefined;
  const visit = { accountId, ip: request.ip, isFamiliar };
  return { isFactorAsked: await isFactorAsked(services, { ...visit, userFlow, application }) };
}

/** The SSO session that may stand in for a sign-in: of the flow's scope, of a living account, and not older than the request allows. */
async function usableSession(
  { ssoSessions, accounts, clock }: Pick<ProtocolServices, 'ssoSessions' | 'accounts' | 'clock'>,
  { userFlow, application, request }: Asked,
  heldSessionId: string | undefined,
): Promise<SsoSession | undefined> {
  const scopeKey = ssoScopeKey(userFlow, application);
  const asksAnew = request.prompt === 'login' || request.prompt === 'select_account';
  if (heldSessionId === undefined || scopeKey === undefined || asksAnew) return undefined;
  const session = await ssoSessions.find(heldSessionId, scopeKey, clock());
  const account = session && (await accounts.find(session.accountId));
  if (!session || !account || !isStillProven(account, session.authenticatedAt)) return undefined;
  const age = clock().getTime() - session.authenticatedAt;
  return request.maxAge !== undefined && age >= request.maxAge * 1000 ? undefined : session;
}
