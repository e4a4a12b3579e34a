import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** Signing keys as they are kept: private keys sealed. Generations count up from 1. */
export type SigningKeyRepository = {
  /** Keys that are not retired at this time, newest first. */
  list(now: Date): Promise<IdentityTables['identity_signing_key'][]>;
  /** Keeps a key, unless another process made one of this generation first. */
  insertIfFirst(transaction: Transaction<IdentityTables>, row: IdentityTables['identity_signing_key']): Promise<void>;
  /** Sets the end of every older generation that has none. */
  retireBefore(transaction: Transaction<IdentityTables>, generation: number, at: Date): Promise<void>;
};

export function createSigningKeyRepository(db: Database<IdentityTables>): SigningKeyRepository {
  return {
    list: (now) =>
      db
        .selectFrom('identity_signing_key')
        .selectAll()
        .where((where) => where.or([where('retires_at', 'is', null), where('retires_at', '>', now.getTime())]))
        .orderBy('generation', 'desc')
        .execute(),
    async insertIfFirst(transaction, row) {
      await transaction
        .insertInto('identity_signing_key')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async retireBefore(transaction, generation, at) {
      await transaction
        .updateTable('identity_signing_key')
        .set({ retires_at: at.getTime() })
        .where('generation', '<', generation)
        .where('retires_at', 'is', null)
        .execute();
    },
  };
}
