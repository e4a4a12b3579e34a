import { inTransaction } from '@surety/database';
import { unfrozenNotice } from '../notices/reversal-notice.ts';
import type { Services } from '../services.ts';

type UnfreezeServices = Pick<Services, 'db' | 'policies' | 'audit' | 'notices' | 'policyholders' | 'clock' | 'random'>;

/**
 * Opens a frozen policy for changes again, tells the audit why and the policyholder that. For the insurer alone: no
 * operation of the api reaches it.
 * @returns false when no frozen policy has this number
 */
export async function unfreezePolicy(
  { db, policies, audit, notices, policyholders, clock, random }: UnfreezeServices,
  { policyNumber, reason }: { policyNumber: string; reason: string },
): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const now = clock();
    const policyholderId = await policies.unfreeze(transaction, policyNumber);
    if (policyholderId === undefined) return false;
    await audit.append(transaction, policyholderId, now, { event: 'policy-unfrozen', policyNumber, reason });
    const recipient = await policyholders.emailOf(transaction, policyholderId);
    const letter = { policyholderId, id: random.token(), ...unfrozenNotice(policyNumber) };
    if (recipient !== undefined) await notices.enqueue(transaction, { ...letter, recipient }, now);
    return true;
  });
}
