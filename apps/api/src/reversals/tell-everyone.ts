import type { ReversalDocument } from '@surety/api-contract';
import type { ApiTransaction } from '../database.ts';
import { reportForInsurer, reversalNotice } from '../notices/reversal-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import type { Services } from '../services.ts';

type TellServices = Pick<Services, 'notices' | 'policyholders' | 'contacts' | 'market' | 'random' | 'insurerMailbox'>;

/** Tells the policyholder, at the former address too when it changed lately, and the insurer where it has a mailbox for this. */
export async function tellEveryone(
  services: TellServices,
  transaction: ApiTransaction,
  { policyholderId, done, now }: { policyholderId: string; done: ReversalDocument; now: Date },
): Promise<void> {
  await tellPolicyholder(services, transaction, { policyholderId, letter: reversalNotice(done), at: now });
  const { insurerMailbox: recipient, notices, random } = services;
  if (recipient === undefined) return;
  const letter = { policyholderId, id: random.token(), recipient, ...reportForInsurer(done) };
  await notices.enqueue(transaction, letter, now);
}
