import type { HoldCode } from '@surety/insurance';
import { sql } from 'kysely';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** A change under review, by an id that staff know it by; the policyholder and the leading endorsement behind it. */
export type Review = { id: string; policyholderId: string; endorsementId: string; openedAt: Date; closedAt?: Date };

/** One line of the queue. */
export type QueuedReview = {
  id: string;
  policyholderId: string;
  openedAt: Date;
  policyNumber: string;
  /** How many other policies the same change is about. */
  companions: number;
  holds: readonly HoldCode[];
};

export type ReviewRepository = ReturnType<typeof createReviewRepository>;

/** Changes under review, each found by its own id. */
export function createReviewRepository(db: ApiDatabase) {
  return {
    async open(transaction: ApiTransaction, review: Review): Promise<void> {
      await transaction
        .insertInto('api_review')
        .values({
          id: review.id,
          policyholder_id: review.policyholderId,
          endorsement_id: review.endorsementId,
          opened_at: review.openedAt.getTime(),
          closed_at: null,
        })
        .execute();
    },

    /** Whatever of these changes is under review is so no longer. */
    async closeOf(
      transaction: ApiTransaction,
      { policyholderId, endorsementIds, at }: { policyholderId: string; endorsementIds: readonly string[]; at: Date },
    ): Promise<void> {
      if (endorsementIds.length === 0) return;
      await transaction
        .updateTable('api_review')
        .set({ closed_at: at.getTime() })
        .where('policyholder_id', '=', policyholderId)
        .where('endorsement_id', 'in', endorsementIds)
        .where('closed_at', 'is', null)
        .execute();
    },

    async find(id: string, reader: ApiDatabase = db): Promise<Review | undefined> {
      const row = await reader.selectFrom('api_review').selectAll().where('id', '=', id).executeTakeFirst();
      return (
        row && {
          id: row.id,
          policyholderId: row.policyholder_id,
          endorsementId: row.endorsement_id,
          openedAt: new Date(row.opened_at),
          ...(row.closed_at === null ? {} : { closedAt: new Date(row.closed_at) }),
        }
      );
    },

    /** What is under review, the longest waiting first, from after one review on: no names, no beneficiaries. */
    async listOpen(
      reader: ApiDatabase,
      { after, limit }: { after: Pick<Review, 'id' | 'openedAt'> | undefined; limit: number },
    ): Promise<readonly QueuedReview[]> {
      const rows = await reader
        .selectFrom('api_review')
        .innerJoin('api_endorsement', (join) =>
          join
            .onRef('api_endorsement.policyholder_id', '=', 'api_review.policyholder_id')
            .onRef('api_endorsement.id', '=', 'api_review.endorsement_id'),
        )
        .select([
          'api_review.id',
          'api_review.policyholder_id',
          'api_review.opened_at',
          'api_endorsement.policy_number',
          'api_endorsement.companions',
          'api_endorsement.holds',
        ])
        .where('api_review.closed_at', 'is', null)
        .$if(after !== undefined, (select) =>
          select.where(
            sql<boolean>`(api_review.opened_at, api_review.id) > (${after?.openedAt.getTime()}, ${after?.id})`,
          ),
        )
        .orderBy('api_review.opened_at')
        .orderBy('api_review.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        policyholderId: row.policyholder_id,
        openedAt: new Date(row.opened_at),
        policyNumber: row.policy_number,
        companions: row.companions,
        holds: JSON.parse(row.holds ?? '[]') as HoldCode[],
      }));
    },

    async countOpen(reader: ApiDatabase): Promise<number> {
      const { count } = await reader
        .selectFrom('api_review')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
