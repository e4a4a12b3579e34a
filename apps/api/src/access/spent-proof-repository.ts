import type { ApiTransaction } from '../database.ts';
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
  };
}
