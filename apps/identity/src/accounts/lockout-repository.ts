import type { Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** What is known of one subject's wrong tries. */
export type Tries = { failures: number; locks: number; lockedUntil: number; recent: string[] };

/** Wrong tries by subject (an address or an account, as a keyed hash). */
export type LockoutRepository = {
  find(transaction: Transaction<IdentityTables>, subject: string): Promise<Tries | undefined>;
  /** Counts a try, unless the subject is locked: then `undefined`. The row stays ours until the transaction ends. */
  count(transaction: Transaction<IdentityTables>, subject: string, now: Date): Promise<Tries | undefined>;
  save(transaction: Transaction<IdentityTables>, subject: string, tries: Tries): Promise<void>;
  remove(transaction: Transaction<IdentityTables>, subject: string): Promise<void>;
  /** Forgets subjects whose last wrong try is older than this. */
  removeOlder(transaction: Transaction<IdentityTables>, than: Date): Promise<void>;
};

export function createLockoutRepository(): LockoutRepository {
  return {
    async find(transaction, subject) {
      const row = await transaction
        .selectFrom('identity_lockout')
        .selectAll()
        .where('subject_hash', '=', subject)
        .executeTakeFirst();
      return row && toTries(row);
    },
    count: countTry,
    async save(transaction, subject, { failures, locks, lockedUntil, recent }) {
      await transaction
        .updateTable('identity_lockout')
        .set({ failures, locks, locked_until: lockedUntil, recent: JSON.stringify(recent) })
        .where('subject_hash', '=', subject)
        .execute();
    },
    async remove(transaction, subject) {
      await transaction.deleteFrom('identity_lockout').where('subject_hash', '=', subject).execute();
    },
    async removeOlder(transaction, than) {
      await transaction.deleteFrom('identity_lockout').where('failed_at', '<', than.getTime()).execute();
    },
  };
}

async function countTry(
  transaction: Transaction<IdentityTables>,
  subject: string,
  now: Date,
): Promise<Tries | undefined> {
  const row = await transaction
    .insertInto('identity_lockout')
    .values({ subject_hash: subject, failures: 1, locks: 0, locked_until: 0, recent: '[]', failed_at: now.getTime() })
    .onConflict((conflict) =>
      conflict
        .column('subject_hash')
        .doUpdateSet((row) => ({
          failures: row('identity_lockout.failures', '+', 1),
          failed_at: now.getTime(),
        }))
        .where('identity_lockout.locked_until', '<=', now.getTime()),
    )
    .returningAll()
    .executeTakeFirst();
  return row && toTries(row);
}

function toTries(row: IdentityTables['identity_lockout']): Tries {
  return { failures: row.failures, locks: row.locks, lockedUntil: row.locked_until, recent: JSON.parse(row.recent) };
}
