import type { Actor } from '@surety/insurance';
import { actorOf, type Caller } from '../access/bearer.ts';
import type { ApiDatabase } from '../database.ts';
import type { EndorsementGroup } from '../endorsements/endorsement-repository.ts';
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

/**
 * A change that is under review now.
 * @throws Refusal `no-such-review` (404), `review-closed` (409)
 */
export async function underReview(
  { reviews, endorsements, consents }: Pick<Services, 'reviews' | 'endorsements' | 'consents'>,
  reader: ApiDatabase,
  id: string,
): Promise<UnderReview> {
  const review = await reviews.find(id, reader);
  if (!review) throw noSuchReview();
  const { policyholderId, endorsementId } = review;
  const group = await endorsements.group(policyholderId, endorsementId, reader);
  if (!group || review.closedAt || group[0].status !== 'in-review') throw reviewClosed();
  const needed = await consents.of(reader, policyholderId, endorsementId);
  const { holds } = group[0];
  return { review, group, consents: needed, state: changeStateOf(group, { holds, consents: needed }) };
}
