import type { Actor } from '@surety/insurance';
import { actorOf, type Caller } from '../access/bearer.ts';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import type { EndorsementGroup } from '../endorsements/endorsement-repository.ts';
import { heldGroup } from '../endorsements/held-group.ts';
import { changeStateOf } from '../endorsements/judge-change.ts';
import type { Services } from '../services.ts';
import type { ConsentRecord } from './consent-repository.ts';
import { noSuchReview, reviewClosed } from './refusals.ts';
import type { Review } from './review-repository.ts';

/** A change under review, and everything that a decision about it depends on. */
export type UnderReview = {
  review: Review;
  group: EndorsementGroup;
  consents: readonly ConsentRecord[];
  state: ReturnType<typeof changeStateOf>;
};

/** Whoever decides, and whether the policies are their own: a policyholder may have several sign-ins. */
export function deciderOf({ token, policyholderId }: Caller, review: Pick<Review, 'policyholderId'>): Actor {
  return { ...actorOf(token), isPolicyholder: policyholderId === review.policyholderId };
}

type ReviewServices = Pick<Services, 'reviews' | 'endorsements' | 'consents'>;

/**
 * A change that is under review now.
 * @throws Refusal `no-such-review` (404), `review-closed` (409)
 */
export async function underReview(services: ReviewServices, reader: ApiDatabase, id: string): Promise<UnderReview> {
  const review = await services.reviews.find(id, reader);
  if (!review) throw noSuchReview();
  const group = await services.endorsements.group(review.policyholderId, review.endorsementId, reader);
  return asUnderReview(services, reader, { review, group });
}

/**
 * The same, and it stays so until the transaction ends: for whoever decides.
 * @throws Refusal `no-such-review` (404), `review-closed` (409)
 */
export async function heldUnderReview(
  services: ReviewServices & Pick<Services, 'policies'>,
  transaction: ApiTransaction,
  id: string,
): Promise<UnderReview> {
  const seen = await services.reviews.find(id, transaction);
  if (!seen) throw noSuchReview();
  const { policyholderId, endorsementId } = seen;
  const group = await heldGroup(services, transaction, { policyholderId, id: endorsementId });
  // Whoever held it before may have closed it.
  const review = await services.reviews.find(id, transaction);
  return asUnderReview(services, transaction, { review: review ?? seen, group });
}

async function asUnderReview(
  { consents }: ReviewServices,
  reader: ApiDatabase,
  { review, group }: { review: Review; group: EndorsementGroup | undefined },
): Promise<UnderReview> {
  const { policyholderId, endorsementId } = review;
  if (!group || review.closedAt || group[0].status !== 'in-review') throw reviewClosed();
  const needed = await consents.of(reader, policyholderId, endorsementId);
  const { holds } = group[0];
  return { review, group, consents: needed, state: changeStateOf(group, { holds, consents: needed }) };
}
