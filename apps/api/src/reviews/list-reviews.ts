import type { ReviewQueueDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { actorOf, type Caller } from '../access/bearer.ts';
import type { ApiTransaction } from '../database.ts';
import { cursorUnknown } from '../pages/cursor.ts';
import { type PageQuery, pageOf } from '../pages/page.ts';
import type { Services } from '../services.ts';
import type { QueuedReview } from './review-repository.ts';

type QueueServices = Pick<Services, 'db' | 'reviews' | 'audit' | 'clock'>;

/**
 * What is under review, the longest waiting first. It names nobody, but every look is audited: whose change was shown to
 * whom is told to the audit of each policyholder, in the transaction that reads it.
 * @throws Refusal `cursor-unknown` (400)
 */
export async function listReviews(
  services: QueueServices,
  { token }: Caller,
  query: PageQuery,
): Promise<ReviewQueueDocument> {
  const { reviews } = services;
  const list = { reader: `${token.issuer} ${token.subject}`, list: 'reviews' };
  return inTransaction(services.db, async (transaction) => {
    const { members, ...next } = await pageOf(list, query, {
      read: async (after, limit) => {
        const last = after === undefined ? undefined : await reviews.find(after, transaction);
        if (after !== undefined && last === undefined) throw cursorUnknown();
        return reviews.listOpen(transaction, { after: last, limit });
      },
      keyOf: ({ id }) => id,
    });
    await recordLook(services, transaction, { members, by: actorOf(token).person });
    return {
      waiting: await reviews.countOpen(transaction),
      reviews: members.map(({ id, policyNumber, companions, holds, openedAt }) => ({
        ...{ id, policyNumber, companions },
        holds: [...holds],
        openedAt: openedAt.toISOString(),
      })),
      ...next,
    };
  });
}

// In the order of policyholders, so that two who look at once do not wait for each other in a circle.
async function recordLook(
  { audit, clock }: QueueServices,
  transaction: ApiTransaction,
  { members, by }: { members: readonly QueuedReview[]; by: string },
): Promise<void> {
  const shown = Map.groupBy(members, ({ policyholderId }) => policyholderId);
  for (const [policyholderId, theirs] of [...shown].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reviewIds = theirs.map(({ id }) => id);
    await audit.append(transaction, policyholderId, clock(), { event: 'queue-looked-at', reviewIds, by });
  }
}
