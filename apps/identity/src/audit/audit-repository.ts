import {
  CHAIN_ORIGIN,
  type ChainReader,
  type Database,
  hashOfLink,
  type RecordedLink,
  type Transaction,
} from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** An event of an account's chain, by its object id, which outlives the account. */
export type RecordedEvent = RecordedLink & { accountId: string };

/** The audit: one chain of events for each account. Events are added and read, and never changed. */
export type AuditRepository = Omit<ChainReader, 'eventsOf'> & {
  /** Adds an event to the end of its account's chain, in the transaction of what it tells of. */
  append(
    transaction: Transaction<IdentityTables>,
    event: Pick<RecordedEvent, 'accountId' | 'at' | 'event' | 'content'>,
  ): Promise<void>;
  /** When the account last signed in with more than a password. */
  lastFactorAt(accountId: string): Promise<Date | undefined>;
  /** Whether the password was reset by mail since the account last signed in with more than a password. */
  wasResetSinceFactor(accountId: string): Promise<boolean>;
  /** The next events of one account by position. */
  eventsOf(accountId: string, page: { after: number; limit: number }): Promise<readonly RecordedEvent[]>;
};

export function createAuditRepository(db: Database<IdentityTables>): AuditRepository {
  const heads = db.selectFrom('identity_audit_chain').select(['account_id as ownerId', 'position', 'head as hash']);
  const lastFactor = (accountId: string) =>
    db
      .selectFrom('identity_audit_event')
      .where('account_id', '=', accountId)
      .where('event', '=', 'signed-in')
      .where('content', 'not like', '%"methods":["pwd"]%')
      .orderBy('position', 'desc')
      .limit(1);
  return {
    append: appendEvent,
    headsAfter: (accountId, limit) =>
      heads.where('account_id', '>', accountId).orderBy('account_id').limit(limit).execute(),
    headOf: (accountId) => heads.where('account_id', '=', accountId).executeTakeFirst(),
    async lastFactorAt(accountId) {
      const row = await lastFactor(accountId).select('at').executeTakeFirst();
      return row && new Date(row.at);
    },
    async wasResetSinceFactor(accountId) {
      const factor = await lastFactor(accountId).select('position').executeTakeFirst();
      const reset = await db
        .selectFrom('identity_audit_event')
        .select('position')
        .where('account_id', '=', accountId)
        .where('event', '=', 'password-reset')
        .where('position', '>', factor?.position ?? 0)
        .limit(1)
        .executeTakeFirst();
      return reset !== undefined;
    },
    async eventsOf(accountId, { after, limit }) {
      const rows = await db
        .selectFrom('identity_audit_event')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(({ account_id, previous_hash, ...row }) => ({
        ...row,
        accountId: account_id,
        previousHash: previous_hash,
      }));
    },
  };
}

const appendEvent: AuditRepository['append'] = async (transaction, event) => {
  // Taking the next position also locks the head, so that two events never follow the same one.
  const head = await transaction
    .insertInto('identity_audit_chain')
    .values({ account_id: event.accountId, position: 1, head: CHAIN_ORIGIN })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet((row) => ({ position: row('identity_audit_chain.position', '+', 1) })),
    )
    .returning(['position', 'head'])
    .executeTakeFirstOrThrow();
  const { accountId, ...chained } = { ...event, position: head.position, previousHash: head.head };
  const hash = hashOfLink(accountId, chained);
  const { previousHash, ...row } = chained;
  await transaction
    .insertInto('identity_audit_event')
    .values({ ...row, account_id: accountId, previous_hash: previousHash, hash })
    .execute();
  await transaction
    .updateTable('identity_audit_chain')
    .set({ head: hash })
    .where('account_id', '=', accountId)
    .execute();
};
