import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** What somebody of the staff can decide about a change under review. */
export type Verdict = 'approve' | 'decline' | 'record-consent';

/** A decision that waits for its second factor, or has had it. */
export type Decision = {
  id: string;
  policyholderId: string;
  reviewId: string;
  verdict: Verdict;
  /** Which consent was given on paper. */
  consentId?: string;
  reason: string;
  decidedBy: string;
  /** What the proof must be bound to; empty once it is spent. */
  challenge: string;
  draftedAt: Date;
  expiresAt: Date;
  confirmedAt?: Date;
};

export type DecisionRepository = ReturnType<typeof createDecisionRepository>;

/** Decisions of the staff, each found by its id. */
export function createDecisionRepository(db: ApiDatabase) {
  return {
    async add(transaction: ApiTransaction, decision: Decision): Promise<void> {
      await transaction
        .insertInto('api_decision')
        .values({
          id: decision.id,
          policyholder_id: decision.policyholderId,
          review_id: decision.reviewId,
          verdict: decision.verdict,
          consent_id: decision.consentId ?? null,
          reason: decision.reason,
          decided_by: decision.decidedBy,
          challenge: decision.challenge,
          drafted_at: decision.draftedAt.getTime(),
          expires_at: decision.expiresAt.getTime(),
          confirmed_at: null,
        })
        .execute();
    },

    async find(id: string): Promise<Decision | undefined> {
      const row = await db.selectFrom('api_decision').selectAll().where('id', '=', id).executeTakeFirst();
      return (
        row && {
          id: row.id,
          policyholderId: row.policyholder_id,
          reviewId: row.review_id,
          verdict: row.verdict as Verdict,
          reason: row.reason,
          decidedBy: row.decided_by,
          challenge: row.challenge ?? '',
          draftedAt: new Date(row.drafted_at),
          expiresAt: new Date(row.expires_at),
          ...(row.consent_id === null ? {} : { consentId: row.consent_id }),
          ...(row.confirmed_at === null ? {} : { confirmedAt: new Date(row.confirmed_at) }),
        }
      );
    },

    /** Spends a decision's challenge; false when it was spent before, or its time has passed. */
    async confirm(transaction: ApiTransaction, { id }: Pick<Decision, 'id'>, at: Date): Promise<boolean> {
      const { numUpdatedRows } = await transaction
        .updateTable('api_decision')
        .set({ confirmed_at: at.getTime(), challenge: null })
        .where('id', '=', id)
        .where('confirmed_at', 'is', null)
        .where('expires_at', '>', at.getTime())
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Forgets decisions of a review that were never confirmed and whose time has passed. */
    async forgetUnconfirmed(transaction: ApiTransaction, reviewId: string, before: Date): Promise<void> {
      await transaction
        .deleteFrom('api_decision')
        .where('review_id', '=', reviewId)
        .where('confirmed_at', 'is', null)
        .where('expires_at', '<', before.getTime())
        .execute();
    },

    /** Why a change was declined, in the words of who did. */
    async reasonOf(policyholderId: string, endorsementId: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('api_review')
        .innerJoin('api_decision', 'api_decision.review_id', 'api_review.id')
        .select('api_decision.reason')
        .where('api_review.policyholder_id', '=', policyholderId)
        .where('api_review.endorsement_id', '=', endorsementId)
        .where('api_decision.verdict', '=', 'decline' satisfies Verdict)
        .where('api_decision.confirmed_at', 'is not', null)
        .executeTakeFirst();
      return row?.reason;
    },
  };
}
