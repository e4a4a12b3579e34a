import type { Transaction } from '@surety/database';
import type { RequestedScopes } from '../authorize/scopes.ts';
import type { IdentityTables } from '../database.ts';
import type { ProtocolServices } from '../services.ts';
import type { Application, UserFlow } from '../tenant/tenant.ts';
import { issuerOf } from '../tokens/issuer.ts';
import type { Grant } from './grant.ts';
import type { TokenRequest } from './token-request.ts';
import type { Issue } from './token-response.ts';

/** A token request whose application proved itself, at the token endpoint of one user flow. */
export type Redemption = { userFlow: UserFlow; application: Application; request: TokenRequest };

export type RedemptionServices = Pick<
  ProtocolServices,
  'db' | 'accounts' | 'grants' | 'signingKeys' | 'clock' | 'random' | 'tenant' | 'issuerOrigin' | 'logger'
>;

const HOUR_MILLISECONDS = 60 * 60_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

/** When a refresh token that is issued now dies; `undefined` when none may be issued. */
export function refreshTokenEnd(
  { userFlow, application }: Redemption,
  { grant, scopes, now }: { grant: Grant; scopes: RequestedScopes; now: Date },
): Date | undefined {
  const { refresh } = userFlow.tokens;
  if (refresh === 'never' || !scopes.openidScopes.includes('offline_access')) return undefined;
  // A single-page application's refresh tokens all end one day after the sign-in.
  const ends =
    application.kind === 'single-page'
      ? grant.startedAt.getTime() + DAY_MILLISECONDS
      : Math.min(
          now.getTime() + refresh.lifetimeDays * DAY_MILLISECONDS,
          refresh.slidingWindowDays === 'no-expiry' ? Number.POSITIVE_INFINITY : grant.endsAt.getTime(),
        );
  return new Date(ends);
}

/** Stores a new refresh token of this grant, which lives as long at least. */
export async function issueRefreshToken(
  { grants, random }: Pick<ProtocolServices, 'grants' | 'random'>,
  transaction: Transaction<IdentityTables>,
  { grant, expiresAt, now }: { grant: Grant; expiresAt: Date; now: Date },
): Promise<NonNullable<Issue['refreshToken']>> {
  const token = random.token();
  if (expiresAt > grant.endsAt) await grants.extend(transaction, grant.id, expiresAt);
  await grants.insertRefreshToken(transaction, token, { grant, issuedAt: now, expiresAt });
  return { token, expiresInSeconds: Math.floor((expiresAt.getTime() - now.getTime()) / 1000) };
}

/** What the answer is made of. */
export function issueOf(
  { tenant }: Pick<ProtocolServices, 'tenant'>,
  { userFlow, request }: Redemption,
  parts: { grant: Grant; scopes: RequestedScopes; now: Date; refreshToken: Issue['refreshToken'] },
): Issue {
  return {
    frame: {
      issuer: issuerOf(parts.grant.content.issuerOrigin, tenant, userFlow),
      userFlow,
      grant: parts.grant,
      now: Math.floor(parts.now.getTime() / 1000),
    },
    scopes: parts.scopes,
    refreshToken: parts.refreshToken,
    wantsClientInfo: request.clientInfo === '1',
  };
}
