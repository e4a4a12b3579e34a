import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import { hashToken } from '../tokens/hash-token.ts';

/** That a person signed out, for one application that they had signed in to. */
export type LogoutNotice = {
  id: string;
  clientId: string;
  issuer: string;
  accountId: string;
  /** The sign-in that ended; absent where every one of the person did and the application knows no names of sign-ins. */
  signInId?: string | undefined;
  endedAt: Date;
  /** How often it was sent already. */
  attempts: number;
};

export type NewLogoutNotice = Omit<LogoutNotice, 'id' | 'attempts'>;

/** An application that a sign-in reached, and by which user flow. */
export type Reached = { clientId: string; userFlow: string; issuerOrigin: string; accountId: string; signInId: string };

/** Which sign-ins end. */
export type EndedSignIns = { signInId: string } | { accountId: string };

export type LogoutNoticeRepository = {
  /** The sign-ins of this browser's cookie. */
  signInsOf(ssoSessionId: string): Promise<readonly string[]>;
  /** Every application that these sign-ins led to, whether or not it still holds tokens: its own session may outlive them. */
  reached(transaction: Transaction<IdentityTables>, ended: EndedSignIns): Promise<readonly Reached[]>;
  /** Notes that it is due at once. */
  insert(transaction: Transaction<IdentityTables>, notice: NewLogoutNotice): Promise<void>;
  due(now: Date): Promise<readonly LogoutNotice[]>;
  /** Reserves one attempt. Answers true to exactly one caller. */
  claim(transaction: Transaction<IdentityTables>, notice: LogoutNotice, nextAttemptAt: Date): Promise<boolean>;
  remove(transaction: Transaction<IdentityTables>, id: string): Promise<void>;
};

const MOST_AT_ONCE = 50;
/** What stands for the name of a sign-in in a notice about all of them. */
const EVERY_SIGN_IN = '';

export function createLogoutNoticeRepository(db: Database<IdentityTables>): LogoutNoticeRepository {
  return {
    async signInsOf(ssoSessionId) {
      const rows = await db
        .selectFrom('identity_sso_session')
        .select('sign_in_id')
        .distinct()
        .where('session_hash', '=', hashToken(ssoSessionId))
        .execute();
      return rows.flatMap(({ sign_in_id: id }) => (id === null ? [] : [id]));
    },
    reached,
    async insert(transaction, { clientId, issuer, accountId, signInId, endedAt }) {
      await transaction
        .insertInto('identity_logout_notice')
        .values({
          id: randomUUID(),
          client_id: clientId,
          issuer,
          account_id: accountId,
          sign_in_id: signInId ?? EVERY_SIGN_IN,
          attempts: 0,
          next_attempt_at: endedAt.getTime(),
          ended_at: endedAt.getTime(),
        })
        .execute();
    },
    async due(now) {
      const rows = await db
        .selectFrom('identity_logout_notice')
        .selectAll()
        .where('next_attempt_at', '<=', now.getTime())
        .orderBy('next_attempt_at')
        .limit(MOST_AT_ONCE)
        .execute();
      return rows.map(({ id, client_id, issuer, account_id, sign_in_id, attempts, ended_at }) => ({
        id,
        clientId: client_id,
        issuer,
        accountId: account_id,
        signInId: sign_in_id === EVERY_SIGN_IN ? undefined : sign_in_id,
        attempts,
        endedAt: new Date(ended_at),
      }));
    },
    async claim(transaction, { id, attempts }, nextAttemptAt) {
      const { numUpdatedRows } = await transaction
        .updateTable('identity_logout_notice')
        .set({ attempts: attempts + 1, next_attempt_at: nextAttemptAt.getTime() })
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async remove(transaction, id) {
      await transaction.deleteFrom('identity_logout_notice').where('id', '=', id).execute();
    },
  };
}

async function reached(transaction: Transaction<IdentityTables>, ended: EndedSignIns): Promise<readonly Reached[]> {
  const applications = transaction
    .selectFrom('identity_sign_in_application as led')
    .innerJoin('identity_sign_in', 'identity_sign_in.id', 'led.sign_in_id')
    .select(['client_id', 'user_flow', 'issuer_origin', 'account_id', 'sign_in_id']);
  const rows = await ('signInId' in ended
    ? applications.where('sign_in_id', '=', ended.signInId)
    : applications.where('account_id', '=', ended.accountId)
  ).execute();
  return rows.map((row) => ({
    clientId: row.client_id,
    userFlow: row.user_flow,
    issuerOrigin: row.issuer_origin,
    accountId: row.account_id,
    signInId: row.sign_in_id,
  }));
}
