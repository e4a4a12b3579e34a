import { inTransaction } from '@surety/database';
import { unfrozenNotice } from '../notices/reversal-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import type { Services } from '../services.ts';

type UnfreezeServices = Pick<
  Services,
  'db' | 'policies' | 'audit' | 'notices' | 'policyholders' | 'contacts' | 'market' | 'clock' | 'random'
>;

/**
 * Opens a frozen policy for changes again, tells the audit why and the policyholder that. For the insurer alone: no
 * operation of the api reaches it.
 * @returns false when no frozen policy has this number
 */
export async function unfreezePolicy(
  services: UnfreezeServices,
  { policyNumber, reason }: { policyNumber: string; reason: string },
): Promise<boolean> {
  const { db, policies, audit, clock } = services;
  return inTransaction(db, async (transaction) => {
    const now = clock();
    const policyholderId = await policies.unfreeze(transaction, policyNumber);
    if (policyholderId === undefined) return false;
    await audit.append(transaction, policyholderId, now, { event: 'policy-unfrozen', policyNumber, reason });
    await tellPolicyholder(services, transaction, { policyholderId, letter: unfrozenNotice(policyNumber), at: now });
    return true;
  });
}
