import { reversalPath } from '@surety/api-contract';
import { daysAfter, REVERSAL_NOTICE_DAYS } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import { changeNotice } from '../notices/change-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';

type NoticeServices = Pick<
  Services,
  'links' | 'notices' | 'policyholders' | 'contacts' | 'market' | 'random' | 'portalOrigin'
>;

/** A confirmed change as it is now, and whose policies it is about. */
export type ConfirmedChange = { policyholderId: string; group: EndorsementGroup; now: Date };

/**
 * Tells the policyholder of a change, of several policies in one letter, with a single-use link that undoes or stops it.
 * One is sent when it is confirmed, and another when it takes effect later.
 */
export async function enqueueChangeNotice(
  services: NoticeServices,
  transaction: ApiTransaction,
  { policyholderId, group, now }: ConfirmedChange,
): Promise<void> {
  const [{ id: endorsementId, status, confirmedAt = now, effectiveOn }] = group;
  const token = services.random.token();
  const expiresAt = daysAfter(now, REVERSAL_NOTICE_DAYS);
  await services.links.add(transaction, { tokenHash: hashOfToken(token), policyholderId, endorsementId, expiresAt });
  const letter = changeNotice({
    policies: group,
    status: status as 'effective' | 'confirmed' | 'in-review',
    confirmedAt,
    effectiveOn,
    reversalLink: `${services.portalOrigin}${reversalPath(token)}`,
  });
  await tellPolicyholder(services, transaction, { policyholderId, letter, at: now });
}
