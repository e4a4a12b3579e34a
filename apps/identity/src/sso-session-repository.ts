import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from './database.ts';
import type { SsoSession } from './sso-session.ts';
import { hashToken } from './tokens/hash-token.ts';

/** SSO sessions by the browser's cookie. One browser may hold one session for each scope, all of one person. */
export type SsoSessionRepository = {
  /** The session of this cookie and scope that has not expired. */
  find(sessionId: string, scopeKey: string, now: Date): Promise<SsoSession | undefined>;
  /** Whose sessions this browser holds, expired or not. */
  personOf(sessionId: string): Promise<string | undefined>;
  /**
   * Keeps a session under a new id. Sessions that the browser holds for other scopes move to the new id when they
   * are the same person's; the others end.
   */
  replace(transaction: Transaction<IdentityTables>, change: SsoSessionChange): Promise<void>;
  /** Ends every session of this browser. */
  remove(transaction: Transaction<IdentityTables>, sessionId: string): Promise<void>;
  /** Ends every session of this person, in every browser. */
  removeByAccount(transaction: Transaction<IdentityTables>, accountId: string): Promise<void>;
};

export type SsoSessionChange = { oldId: string | undefined; newId: string; scopeKey: string; session: SsoSession };

export function createSsoSessionRepository(db: Database<IdentityTables>): SsoSessionRepository {
  return {
    async find(sessionId, scopeKey, now) {
      const row = await db
        .selectFrom('identity_sso_session')
        .select(['account_id', 'authenticated_at', 'methods', 'expires_at', 'is_kept'])
        .where('session_hash', '=', hashToken(sessionId))
        .where('scope_key', '=', scopeKey)
        .where('expires_at', '>', now.getTime())
        .executeTakeFirst();
      return row && toSession(row);
    },
    async personOf(sessionId) {
      const row = await db
        .selectFrom('identity_sso_session')
        .select('account_id')
        .where('session_hash', '=', hashToken(sessionId))
        .executeTakeFirst();
      return row?.account_id;
    },
    replace: replaceSession,
    async remove(transaction, sessionId) {
      await transaction.deleteFrom('identity_sso_session').where('session_hash', '=', hashToken(sessionId)).execute();
    },
    async removeByAccount(transaction, accountId) {
      await transaction.deleteFrom('identity_sso_session').where('account_id', '=', accountId).execute();
    },
  };
}

async function replaceSession(transaction: Transaction<IdentityTables>, change: SsoSessionChange): Promise<void> {
  const { oldId, newId, scopeKey, session } = change;
  const newHash = hashToken(newId);
  if (oldId !== undefined) await moveOtherScopes(transaction, { ...change, oldHash: hashToken(oldId), newHash });
  await transaction
    .insertInto('identity_sso_session')
    .values({
      session_hash: newHash,
      scope_key: scopeKey,
      account_id: session.accountId,
      authenticated_at: session.authenticatedAt,
      methods: JSON.stringify(session.methods),
      expires_at: session.expiresAt.getTime(),
      is_kept: session.isKept ? 1 : 0,
      sign_in_id: session.signInId ?? null,
    })
    .execute();
}

async function moveOtherScopes(
  transaction: Transaction<IdentityTables>,
  { oldHash, newHash, scopeKey, session }: SsoSessionChange & { oldHash: string; newHash: string },
): Promise<void> {
  if (!session.isKept) await keepNoLonger(transaction, oldHash, session);
  await transaction
    .updateTable('identity_sso_session')
    .set({ session_hash: newHash })
    .where('session_hash', '=', oldHash)
    .where('account_id', '=', session.accountId)
    .where('scope_key', '<>', scopeKey)
    .execute();
  await transaction.deleteFrom('identity_sso_session').where('session_hash', '=', oldHash).execute();
}

/** The browser has one cookie: when it is kept no longer, none of its sessions is. */
async function keepNoLonger(
  transaction: Transaction<IdentityTables>,
  oldHash: string,
  { expiresAt }: SsoSession,
): Promise<void> {
  await transaction
    .updateTable('identity_sso_session')
    .set({ is_kept: 0, expires_at: expiresAt.getTime() })
    .where('session_hash', '=', oldHash)
    .where('is_kept', '=', 1)
    .execute();
}

function toSession(row: {
  account_id: string;
  authenticated_at: number;
  methods: string;
  expires_at: number;
  is_kept: number;
}): SsoSession {
  return {
    accountId: row.account_id,
    authenticatedAt: row.authenticated_at,
    methods: JSON.parse(row.methods),
    expiresAt: new Date(row.expires_at),
    isKept: row.is_kept === 1,
  };
}
