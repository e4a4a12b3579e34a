import { hash } from 'node:crypto';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** A link by which its holder undoes one endorsement. */
export type ReversalLink = { tokenHash: string; policyholderId: string; endorsementId: string; expiresAt: Date };

export type ReversalLinkRepository = ReturnType<typeof createReversalLinkRepository>;

/** Stands for a token at rest: SHA-256, which is enough for 256 random bits. */
export function hashOfToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** Links that undo endorsements, each found by the hash of its token. */
export function createReversalLinkRepository() {
  return {
    async add(transaction: ApiTransaction, link: ReversalLink): Promise<void> {
      await transaction
        .insertInto('api_reversal_link')
        .values({
          token_hash: link.tokenHash,
          policyholder_id: link.policyholderId,
          endorsement_id: link.endorsementId,
          expires_at: link.expiresAt.getTime(),
          used_at: null,
        })
        .execute();
    },

    /** Spends a link and answers what it is for; `undefined` when it is unknown, was spent before or has expired. */
    async spend(
      transaction: ApiTransaction,
      tokenHash: string,
      now: Date,
    ): Promise<Pick<ReversalLink, 'policyholderId' | 'endorsementId'> | undefined> {
      const row = await transaction
        .updateTable('api_reversal_link')
        .set({ used_at: now.getTime() })
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now.getTime())
        .returning(['policyholder_id', 'endorsement_id'])
        .executeTakeFirst();
      return row && { policyholderId: row.policyholder_id, endorsementId: row.endorsement_id };
    },

    /** Why a link cannot be spent. */
    async stateOf(reader: ApiDatabase, tokenHash: string): Promise<'unknown' | 'used' | 'expired'> {
      const row = await reader
        .selectFrom('api_reversal_link')
        .select('used_at')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      if (!row) return 'unknown';
      return row.used_at === null ? 'expired' : 'used';
    },
  };
}
