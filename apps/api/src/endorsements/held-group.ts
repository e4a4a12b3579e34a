import type { ApiTransaction } from '../database.ts';
import type { Services } from '../services.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';

/**
 * A change as it is, which it then stays until the transaction ends: everybody who moves one on holds its policies first, in
 * the order of their numbers. What is decided on a change that was read without this may be decided on what has gone by.
 * @returns `undefined` when there is no such change
 */
export async function heldGroup(
  { policies, endorsements }: Pick<Services, 'policies' | 'endorsements'>,
  transaction: ApiTransaction,
  { policyholderId, id }: { policyholderId: string; id: string },
): Promise<EndorsementGroup | undefined> {
  const seen = await endorsements.group(policyholderId, id, transaction);
  if (!seen) return undefined;
  for (const policyNumber of seen.map((each) => each.policyNumber).toSorted())
    await policies.hold(transaction, { policyholderId, policyNumber });
  return endorsements.group(policyholderId, id, transaction);
}
