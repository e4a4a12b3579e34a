import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** Recovery codes by account, as keyed hashes. A code that was used is gone. */
export type RecoveryCodeRepository = {
  count(accountId: string): Promise<number>;
  has(accountId: string, hash: string): Promise<boolean>;
  /** Replaces whatever codes there were. */
  replace(transaction: Transaction<IdentityTables>, accountId: string, hashes: readonly string[]): Promise<void>;
  /** Answers whether there was such a code; of two who use it at once, one hears yes. */
  consume(transaction: Transaction<IdentityTables>, accountId: string, hash: string): Promise<boolean>;
};

export function createRecoveryCodeRepository(db: Database<IdentityTables>): RecoveryCodeRepository {
  return {
    async count(accountId) {
      const { count } = await db
        .selectFrom('identity_recovery_code')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async has(accountId, hash) {
      const row = await db
        .selectFrom('identity_recovery_code')
        .select('code_hash')
        .where('account_id', '=', accountId)
        .where('code_hash', '=', hash)
        .executeTakeFirst();
      return row !== undefined;
    },
    async replace(transaction, accountId, hashes) {
      await transaction.deleteFrom('identity_recovery_code').where('account_id', '=', accountId).execute();
      if (hashes.length === 0) return;
      const rows = hashes.map((code_hash) => ({ account_id: accountId, code_hash }));
      await transaction.insertInto('identity_recovery_code').values(rows).execute();
    },
    async consume(transaction, accountId, hash) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_recovery_code')
        .where('account_id', '=', accountId)
        .where('code_hash', '=', hash)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
