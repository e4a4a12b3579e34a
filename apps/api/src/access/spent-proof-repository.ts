import type { ApiDatabase, ApiTransaction } from '../database.ts';
import type { Subject } from '../policyholders/policyholder-repository.ts';

export type SpentProofRepository = ReturnType<typeof createSpentProofRepository>;

/** Second factors that have confirmed something, for providers whose tokens do not say what they were given for. */
export function createSpentProofRepository() {
  return {
    /** Marks a proof as used; `false` when it was already. Of two at once, one gets `true`. */
    async spend(
      transaction: ApiTransaction,
      { issuer, subject, provenAt }: Subject & { provenAt: Date },
    ): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('api_spent_proof')
        .values({ issuer, subject, proven_at: provenAt.getTime() })
        .onConflict((row) => row.doNothing())
        .executeTakeFirstOrThrow();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** Forgets proofs that were given before, about `most` of the oldest; answers how many they were. */
    async forget(db: ApiDatabase, { before, most }: { before: Date; most: number }): Promise<number> {
      const oldest = await db
        .selectFrom('api_spent_proof')
        .select('proven_at')
        .where('proven_at', '<', before.getTime())
        .orderBy('proven_at')
        .limit(most)
        .execute();
      const last = oldest.at(-1)?.proven_at;
      if (last === undefined) return 0;
      const { numDeletedRows } = await db
        .deleteFrom('api_spent_proof')
        .where('proven_at', '<=', last)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
