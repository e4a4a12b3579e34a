import { daysAfter } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import type { Services } from '../services.ts';

type TellServices = Pick<Services, 'notices' | 'policyholders' | 'contacts' | 'market' | 'random'>;

/** A letter before anybody's address is on it. */
export type Letter = { subject: string; body: string };

/**
 * Tells the policyholder at the address of record and, for a while after it changed, at every former one as well:
 * whoever took an account over changes the address first, and perhaps twice. Nobody to tell: nothing is written.
 */
export async function tellPolicyholder(
  { notices, policyholders, contacts, market, random }: TellServices,
  transaction: ApiTransaction,
  { policyholderId, letter, at }: { policyholderId: string; letter: Letter; at: Date },
): Promise<void> {
  const { email } = await policyholders.circumstancesOf(transaction, policyholderId);
  const since = daysAfter(at, -market.formerAddressDays);
  const former = await contacts.formerEmails(transaction, { policyholderId, since });
  for (const recipient of new Set([email, ...former])) {
    if (recipient === undefined) continue;
    await notices.enqueue(transaction, { policyholderId, id: random.token(), recipient, ...letter }, at);
  }
}
