import { randomUUID } from 'node:crypto';
import { inTransientTransaction, type Transaction } from '@surety/database';
import { type Account, isStillProven } from '../accounts/account.ts';
import type { IdentityTables } from '../database.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { type FrontChannel, frontChannelTokens } from '../grants/front-channel.ts';
import { type IssuedCode, issueCode, newGrant } from '../grants/issue-code.ts';
import type { ProtocolServices } from '../services.ts';
import { type SsoSession, ssoScopeKey } from '../sso-session.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { type AuthorizationResponse, authorizationResponse } from './authorization-response.ts';
import type { FinishedRun } from './journey.ts';

/** The answer for the application, and the browser's SSO session under its new id where the flow keeps one. */
export type Completion = { response: AuthorizationResponse; ssoCookie?: SsoCookie | undefined };

/** A cookie without `keptSeconds` ends with the browser. */
export type SsoCookie = { id: string; keptSeconds?: number };

type Services = Pick<
  ProtocolServices,
  | 'db'
  | 'accounts'
  | 'journeys'
  | 'ssoSessions'
  | 'grants'
  | 'signingKeys'
  | 'clock'
  | 'random'
  | 'tenant'
  | 'issuerOrigin'
  | 'securityEvents'
  | 'signIns'
>;

/**
 * Ends a run whose progress is `done`: in one transaction the journey is removed, the SSO session begins or goes on
 * under a new id, and the authorization code is stored.
 * @param heldSessionId the SSO session id that the browser's cookie holds now.
 * @throws ProtocolError AADB2C90046 when the journey had ended before or its account is gone.
 */
export async function completeJourney(
  services: Services,
  run: FinishedRun,
  heldSessionId: string | undefined,
): Promise<Completion> {
  const account = await provenAccount(services, run);
  const signInId = (heldSessionId && (await services.signIns.findByCookie(heldSessionId, account.id))) || randomUUID();
  const session = await nextSession(services, run, heldSessionId);
  const grant = { ...newGrant(services, run, account), signInId };
  const code = await inTransientTransaction(services.db, async (transaction): Promise<IssuedCode | undefined> => {
    if (run.id !== undefined && !(await services.journeys.remove(transaction, run.id)))
      throw new ProtocolError('AADB2C90046');
    const { issuerOrigin } = grant.content;
    const reached = { clientId: grant.clientId, userFlow: grant.userFlow, issuerOrigin };
    const used = { id: signInId, accountId: account.id, browser: run.browser ?? '', at: grant.startedAt, reached };
    await services.signIns.note(transaction, used);
    if (session) {
      const kept = { ...session, session: { ...session.session, signInId }, oldId: heldSessionId };
      await services.ssoSessions.replace(transaction, kept);
    }
    if (run.id !== undefined) await noteRun(services, transaction, { run, account });
    if (run.request.responseTypes.includes('code')) return issueCode(services, transaction, { run, grant });
  });
  const tokens: FrontChannel = await frontChannelTokens(services, { run, grant, code });
  return {
    response: authorizationResponse(run.request, { ...code, ...tokens }),
    ssoCookie: session && ssoCookie(session, grant.startedAt),
  };
}

/** Runs that asked the person nothing are no sign-ins of their own, and nobody read their language. */
async function noteRun(
  { securityEvents, accounts }: Pick<Services, 'securityEvents' | 'accounts'>,
  transaction: Transaction<IdentityTables>,
  { run: { application, userFlow, progress, language }, account }: { run: FinishedRun; account: Account },
): Promise<void> {
  if (account.language !== language) await accounts.changeLanguage(transaction, account.id, language);
  await securityEvents.record(transaction, account, {
    event: 'signed-in',
    application: application.id,
    userFlow: userFlow.name,
    methods: progress.methods,
  });
}

async function provenAccount({ accounts }: Pick<Services, 'accounts'>, { progress }: FinishedRun): Promise<Account> {
  if (progress.step !== 'done' || progress.accountId === undefined)
    throw new Error(`a run cannot end at ${progress.step}`);
  const account = await accounts.find(progress.accountId);
  if (!account || !isStillProven(account, progress.authenticatedAt))
    throw new ProtocolError('AADB2C90046', {}, { detail: 'account gone, disabled, or its password was reset' });
  return account;
}

function ssoCookie({ newId, session }: { newId: string; session: SsoSession }, now: Date): SsoCookie {
  if (!session.isKept) return { id: newId };
  return { id: newId, keptSeconds: Math.floor((session.expiresAt.getTime() - now.getTime()) / 1000) };
}

/** The SSO session as it will be; a user flow that keeps nobody signed in makes an ordinary one of a kept one. */
async function nextSession(
  services: Pick<Services, 'ssoSessions' | 'clock' | 'random'>,
  { userFlow, application, progress }: FinishedRun,
  heldSessionId: string | undefined,
): Promise<{ newId: string; scopeKey: string; session: SsoSession } | undefined> {
  const scopeKey = ssoScopeKey(userFlow, application);
  if (scopeKey === undefined || progress.accountId === undefined) return undefined;
  const now = services.clock();
  const held = heldSessionId && (await services.ssoSessions.find(heldSessionId, scopeKey, now));
  const goesOn = held && held.accountId === progress.accountId && held.authenticatedAt === progress.authenticatedAt;
  const isKept = userFlow.session.keepSignedInDays !== undefined && progress.isKept === true;
  const session: SsoSession = {
    accountId: progress.accountId,
    authenticatedAt: progress.authenticatedAt ?? now.getTime(),
    methods: progress.methods,
    expiresAt: sessionEnd(userFlow.session, { now, isKept, held: goesOn ? held : undefined }),
    isKept,
  };
  return { newId: services.random.token(), scopeKey, session };
}

/**
 * A rolling session lives on from now, an absolute one keeps the end it began with. A kept one ends so many days after the
 * person signed in, however often it is used.
 */
function sessionEnd(
  { lifetimeMinutes, rolling, keepSignedInDays = 0 }: UserFlow['session'],
  { now, isKept, held }: { now: Date; isKept: boolean; held: SsoSession | undefined },
): Date {
  if (isKept) return held?.isKept ? held.expiresAt : new Date(now.getTime() + keepSignedInDays * 24 * 60 * 60_000);
  const freshEnd = new Date(now.getTime() + lifetimeMinutes * 60_000);
  return held && !rolling && held.expiresAt < freshEnd ? held.expiresAt : freshEnd;
}
