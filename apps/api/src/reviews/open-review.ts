import { consentPath } from '@surety/api-contract';
import { daysAfter } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementGroup } from '../endorsements/endorsement-repository.ts';
import type { PolicyConsent } from '../endorsements/judge-change.ts';
import { consentRequest } from '../notices/consent-request.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';

type OpenServices = Pick<Services, 'reviews' | 'consents' | 'notices' | 'audit' | 'random' | 'market' | 'portalOrigin'>;

export type ReviewToOpen = {
  policyholderId: string;
  group: EndorsementGroup;
  consents: readonly (PolicyConsent & { id: string })[];
  now: Date;
};

/**
 * Puts a confirmed change before the staff, and asks everybody whose consent it needs by a single-use link. They are asked
 * at the address that stands on the policy, never at one that the change brings.
 */
export async function openReview(
  services: OpenServices,
  transaction: ApiTransaction,
  review: ReviewToOpen,
): Promise<void> {
  const { policyholderId, group, consents, now } = review;
  const [lead] = group;
  await services.reviews.open(transaction, {
    id: services.random.token(),
    policyholderId,
    endorsementId: lead.id,
    openedAt: now,
  });
  for (const consent of consents)
    await ask(services, transaction, { policyholderId, endorsementId: lead.id, consent, now });
}

type ToAsk = Pick<ReviewToOpen, 'policyholderId' | 'now'> & {
  endorsementId: string;
  consent: ReviewToOpen['consents'][number];
};

async function ask(
  { consents, notices, audit, random, market, portalOrigin }: OpenServices,
  transaction: ApiTransaction,
  { policyholderId, endorsementId, consent, now }: ToAsk,
): Promise<void> {
  const { id, policyNumber, need } = consent;
  const email = need.party.kind === 'person' ? need.party.email : undefined;
  const token = random.token();
  await consents.ask(transaction, {
    ...{ id, policyholderId, endorsementId, policyNumber, need },
    expiresAt: daysAfter(now, market.consentLinkDays),
    answer: 'awaited',
    ...(email === undefined ? {} : { email, tokenHash: hashOfToken(token) }),
  });
  const { reason } = need;
  const event = { event: 'consent-asked', endorsementId, consentId: id, reason, policyNumber } as const;
  await audit.append(transaction, policyholderId, now, event);
  if (email === undefined) return;
  const link = `${portalOrigin}${consentPath(token)}`;
  const letter = consentRequest({ link, days: market.consentLinkDays });
  await notices.enqueue(transaction, { policyholderId, id: random.token(), recipient: email, ...letter }, now);
}
