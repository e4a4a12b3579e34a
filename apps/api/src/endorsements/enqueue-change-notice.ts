import { reversalPath } from '@surety/api-contract';
import { REVERSAL_NOTICE_DAYS } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import { changeNotice } from '../notices/change-notice.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';
import type { EndorsementRecord } from './endorsement-record.ts';

type NoticeServices = Pick<Services, 'links' | 'notices' | 'policyholders' | 'random' | 'portalOrigin'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A confirmed change, and whose policy it is about. */
export type ConfirmedChange = {
  policyholderId: string;
  change: EndorsementRecord & { number: string; confirmedAt: Date };
};

/** Tells the policyholder of a change, with a single-use link that undoes it. Nobody to tell: nothing is written. */
export async function enqueueChangeNotice(
  { links, notices, policyholders, random, portalOrigin }: NoticeServices,
  transaction: ApiTransaction,
  { policyholderId, change }: ConfirmedChange,
): Promise<void> {
  const recipient = await policyholders.emailOf(transaction, policyholderId);
  if (recipient === undefined) return;
  const token = random.token();
  const expiresAt = new Date(change.confirmedAt.getTime() + REVERSAL_NOTICE_DAYS * DAY_MS);
  const link = { tokenHash: hashOfToken(token), policyholderId, endorsementId: change.id, expiresAt };
  await links.add(transaction, link);
  const letter = changeNotice({ ...change, reversalLink: `${portalOrigin}${reversalPath(token)}` });
  const notice = { policyholderId, id: random.token(), recipient, ...letter };
  await notices.enqueue(transaction, notice, change.confirmedAt);
}
