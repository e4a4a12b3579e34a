import { contactReversalPath } from '@surety/api-contract';
import type { ContactPart } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import { contactChangeNotice } from '../notices/contact-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import type { Services } from '../services.ts';

type TellServices = Pick<Services, 'notices' | 'policyholders' | 'contacts' | 'market' | 'random' | 'portalOrigin'>;

/** Tells the policyholder that contact data were changed, at the new address and at every one given up lately. */
export async function tellOfContactChange(
  services: TellServices,
  transaction: ApiTransaction,
  {
    policyholderId,
    changed,
    reversalToken,
    at,
  }: { policyholderId: string; changed: readonly ContactPart[]; reversalToken: string; at: Date },
): Promise<void> {
  const reversalLink = `${services.portalOrigin}${contactReversalPath(reversalToken)}`;
  const letter = contactChangeNotice({ changed, at, reversalLink });
  await tellPolicyholder(services, transaction, { policyholderId, letter, at });
}
