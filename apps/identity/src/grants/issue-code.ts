import { randomUUID } from 'node:crypto';
import type { Transaction } from '@surety/database';
import type { Account } from '../accounts/account.ts';
import { methodReferences, reachedClass } from '../authorize/authentication-class.ts';
import type { IdentityTables } from '../database.ts';
import type { FinishedRun } from '../journey/journey.ts';
import type { ProtocolServices } from '../services.ts';
import { applicationClaims } from '../tokens/application-claims.ts';
import type { Grant } from './grant.ts';

/** The member of an authorization response that carries the code. */
export type IssuedCode = { code: string };

const CODE_MILLISECONDS = 10 * 60_000;
const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** What of a run its grant is made of. */
type GrantedRun = Pick<FinishedRun, 'userFlow' | 'application' | 'progress'> & {
  request: Pick<FinishedRun['request'], 'openidScopes' | 'resource' | 'nonce' | 'transactions' | 'acrValues'>;
};

/** What this run allows its application; nothing is stored yet. */
export function newGrant(
  { clock, issuerOrigin, tenant }: Pick<ProtocolServices, 'clock' | 'issuerOrigin' | 'tenant'>,
  { userFlow, application, request, progress }: GrantedRun,
  account: Account,
): Grant {
  const now = clock();
  return {
    id: randomUUID(),
    clientId: application.id,
    userFlow: userFlow.name,
    accountId: account.id,
    content: {
      issuerOrigin,
      openidScopes: request.openidScopes,
      ...(request.resource && { resource: request.resource }),
      ...(request.nonce !== undefined && { nonce: request.nonce }),
      ...(request.transactions && { transactions: request.transactions }),
      authenticatedAt: progress.authenticatedAt ?? now.getTime(),
      authentication: {
        acr: reachedClass(progress.methods, request.acrValues),
        amr: methodReferences(progress.methods),
      },
      claims: applicationClaims({ tenant, userFlow }, account, progress),
    },
    startedAt: now,
    endsAt: new Date(now.getTime() + lifeOf(userFlow)),
    isRevoked: false,
  };
}

/** How long a grant lives, in milliseconds. Without an end of its own it ends with its refresh token, and each new one moves that on. */
function lifeOf({ tokens: { refresh } }: GrantedRun['userFlow']): number {
  if (refresh === 'never') return CODE_MILLISECONDS;
  const { lifetimeDays, slidingWindowDays } = refresh;
  return (slidingWindowDays === 'no-expiry' ? lifetimeDays : slidingWindowDays) * DAY_MILLISECONDS;
}

/** Stores a grant with its authorization code: ten minutes, one use. */
export async function issueCode(
  { grants, random }: Pick<ProtocolServices, 'grants' | 'random'>,
  transaction: Transaction<IdentityTables>,
  { run, grant }: { run: FinishedRun; grant: Grant },
): Promise<IssuedCode> {
  const code = random.token();
  const { redirectUri, codeChallenge } = run.request;
  await grants.insert(transaction, grant);
  await grants.insertCode(transaction, code, {
    grant,
    redirectUri,
    ...(codeChallenge && { challenge: codeChallenge }),
    issuedAt: grant.startedAt,
    expiresAt: new Date(grant.startedAt.getTime() + CODE_MILLISECONDS),
  });
  return { code };
}
