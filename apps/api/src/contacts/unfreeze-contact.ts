import { inTransaction } from '@surety/database';
import { contactUnfrozenNotice } from '../notices/contact-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import type { Services } from '../services.ts';

type UnfreezeServices = Pick<
  Services,
  'db' | 'policies' | 'contacts' | 'audit' | 'notices' | 'policyholders' | 'market' | 'clock' | 'random'
>;

/**
 * Opens the frozen contact data of a policy's holder for changes again, tells the audit why and the policyholder that. For
 * the insurer alone: no operation of the api reaches it.
 * @returns false when no policy with this number has a holder whose contact data are frozen
 */
export async function unfreezeContact(
  services: UnfreezeServices,
  { policyNumber, reason }: { policyNumber: string; reason: string },
): Promise<boolean> {
  return inTransaction(services.db, async (transaction) => {
    const now = services.clock();
    const policyholderId = await services.policies.ownerOf(transaction, policyNumber);
    if (policyholderId === undefined || !(await services.contacts.unfreeze(transaction, policyholderId))) return false;
    await services.audit.append(transaction, policyholderId, now, { event: 'contact-unfrozen', reason });
    await tellPolicyholder(services, transaction, { policyholderId, letter: contactUnfrozenNotice(), at: now });
    return true;
  });
}
