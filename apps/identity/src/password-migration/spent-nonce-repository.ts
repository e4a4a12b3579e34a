import type { Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import { hashToken } from '../tokens/hash-token.ts';

/** Nonces that were seen, so that a recorded request says nothing a second time. */
export type SpentNonceRepository = {
  /** Answers true to exactly one caller for each nonce, until it is forgotten. */
  spend(transaction: Transaction<IdentityTables>, nonce: string, forgetAt: Date): Promise<boolean>;
};

export function createSpentNonceRepository(): SpentNonceRepository {
  return {
    async spend(transaction, nonce, forgetAt) {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('identity_spent_nonce')
        .values({ nonce_hash: hashToken(nonce), expires_at: forgetAt.getTime() })
        .onConflict((conflict) => conflict.column('nonce_hash').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}
