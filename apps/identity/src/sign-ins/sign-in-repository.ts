import type { Database, Transaction } from '@surety/database';
import { sql } from 'kysely';
import type { Account } from '../accounts/account.ts';
import type { IdentityTables } from '../database.ts';
import { hashToken } from '../tokens/hash-token.ts';

/** That a person signed in with a browser: its SSO sessions and every grant that came of them. */
export type SignIn = {
  id: string;
  browser: string;
  startedAt: Date;
  /** When it was last used, by the browser or by an application that renewed its tokens. */
  usedAt: Date;
  /** Until when the browser is signed in; absent when it signed out. */
  sessionUntil?: Date;
  /** Until when applications may renew tokens at most. */
  accessUntil?: Date;
  /** Application ids. */
  clientIds: readonly string[];
};

/** An application that somebody signed in to, by which user flow, and the origin of that token's issuer. */
export type ReachedApplication = { clientId: string; userFlow: string; issuerOrigin: string };

export type SignInRepository = {
  /** The sign-in that this browser's cookie belongs to, when it is this person's. */
  findByCookie(ssoSessionId: string, accountId: string): Promise<string | undefined>;
  /** Notes that a sign-in began or was used, and which application it led to. */
  note(
    transaction: Transaction<IdentityTables>,
    signIn: { id: string; accountId: string; browser: string; at: Date; reached: ReachedApplication },
  ): Promise<void>;
  /** Every application that these sign-ins led to. */
  reachedBy(ids: readonly string[]): Promise<readonly (ReachedApplication & { signInId: string })[]>;
  /** Those of an account that are alive, the last used first. */
  list(account: Account, now: Date): Promise<readonly SignIn[]>;
  /** Ends one: its SSO sessions, codes and refresh tokens are dead. Answers whether it was this person's. */
  end(transaction: Transaction<IdentityTables>, accountId: string, id: string, now: Date): Promise<boolean>;
  /** Ends every one, and grants that belong to none. */
  endAll(transaction: Transaction<IdentityTables>, accountId: string, now: Date): Promise<void>;
};

export function createSignInRepository(db: Database<IdentityTables>): SignInRepository {
  return {
    async findByCookie(ssoSessionId, accountId) {
      const row = await db
        .selectFrom('identity_sso_session')
        .select('sign_in_id')
        .where('session_hash', '=', hashToken(ssoSessionId))
        .where('account_id', '=', accountId)
        .where('sign_in_id', 'is not', null)
        .executeTakeFirst();
      return row?.sign_in_id ?? undefined;
    },
    async note(transaction, { id, accountId, browser, at, reached }) {
      await transaction
        .insertInto('identity_sign_in')
        .values({ id, account_id: accountId, browser, started_at: at.getTime(), used_at: at.getTime() })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ used_at: at.getTime() }))
        .execute();
      await transaction
        .insertInto('identity_sign_in_application')
        .values({
          sign_in_id: id,
          client_id: reached.clientId,
          user_flow: reached.userFlow,
          issuer_origin: reached.issuerOrigin,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async reachedBy(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('identity_sign_in_application')
        .selectAll()
        .where('sign_in_id', 'in', ids)
        .orderBy('client_id')
        .execute();
      return rows.map((row) => ({
        signInId: row.sign_in_id,
        clientId: row.client_id,
        userFlow: row.user_flow,
        issuerOrigin: row.issuer_origin,
      }));
    },
    list: (account, now) => listAlive(db, account, now),
    async end(transaction, accountId, id, now) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_sign_in')
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return false;
      await transaction.deleteFrom('identity_sso_session').where('sign_in_id', '=', id).execute();
      await transaction
        .updateTable('identity_grant')
        .set({ revoked_at: now.getTime() })
        .where('sign_in_id', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
      return true;
    },
    async endAll(transaction, accountId, now) {
      await transaction.deleteFrom('identity_sign_in').where('account_id', '=', accountId).execute();
      await transaction.deleteFrom('identity_sso_session').where('account_id', '=', accountId).execute();
      await transaction
        .updateTable('identity_grant')
        .set({ revoked_at: now.getTime() })
        .where('account_id', '=', accountId)
        .where('revoked_at', 'is', null)
        .execute();
    },
  };
}

async function listAlive(
  db: Database<IdentityTables>,
  { id: accountId, refreshTokensValidFrom }: Account,
  now: Date,
): Promise<readonly SignIn[]> {
  const signIns = await db.selectFrom('identity_sign_in').selectAll().where('account_id', '=', accountId).execute();
  const sessions = await db
    .selectFrom('identity_sso_session')
    .select(['sign_in_id', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now.getTime())
    .execute();
  const grants = await db
    .selectFrom('identity_grant as issued')
    .select(['sign_in_id', 'client_id', 'ends_at'])
    .select(
      sql<number | null>`(select max(issued_at) from identity_refresh_token where grant_id = issued.id)`.as(
        'renewed_at',
      ),
    )
    .where('account_id', '=', accountId)
    .where('ends_at', '>', now.getTime())
    .where('started_at', '>=', refreshTokensValidFrom.getTime())
    .where('revoked_at', 'is', null)
    .execute();
  return signIns
    .map(({ id, browser, started_at, used_at }) => {
      const sessionEnds = sessions.filter((row) => row.sign_in_id === id).map((row) => row.expires_at);
      const own = grants.filter((row) => row.sign_in_id === id);
      return {
        id,
        browser,
        startedAt: new Date(started_at),
        usedAt: new Date(Math.max(used_at, ...own.map((row) => row.renewed_at ?? 0))),
        clientIds: [...new Set(own.map((row) => row.client_id))],
        ...(sessionEnds.length > 0 && { sessionUntil: new Date(Math.max(...sessionEnds)) }),
        ...(own.length > 0 && { accessUntil: new Date(Math.max(...own.map((row) => row.ends_at))) }),
      };
    })
    .filter(({ sessionUntil, accessUntil }: Partial<SignIn>) => sessionUntil !== undefined || accessUntil !== undefined)
    .sort((one, other) => other.usedAt.getTime() - one.usedAt.getTime());
}
