import type { PolicyDocument, PolicySummary } from '@surety/api-contract';
import { type Policy, whyBeneficiariesAreFixed } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import { noSuchPolicy } from '../endorsements/refusals.ts';
import type { Services } from '../services.ts';
import { entityTag } from './entity-tag.ts';

/** The caller's policies; none for someone who was never registered. */
export async function listPolicies(
  { policies }: Pick<Services, 'policies'>,
  { policyholderId }: Caller,
): Promise<{ policies: PolicySummary[] }> {
  return { policies: policyholderId === undefined ? [] : [...(await policies.listForPolicyholder(policyholderId))] };
}

/**
 * One of the caller's policies and its `ETag`.
 * @throws Refusal `no-such-policy` (404)
 */
export async function getPolicy(
  { policies }: Pick<Services, 'policies'>,
  { policyholderId }: Caller,
  number: string,
): Promise<{ body: PolicyDocument; etag: string }> {
  const policy = policyholderId === undefined ? undefined : await policies.find(policyholderId, number);
  if (!policy) throw noSuchPolicy();
  return { body: documentOf(policy), etag: entityTag(policy.version) };
}

function documentOf({ version: _, isFrozen, designation, ...policy }: Policy): PolicyDocument {
  const reason = whyBeneficiariesAreFixed({ status: policy.status, ...(isFrozen ? { isFrozen } : {}) });
  return {
    ...policy,
    designation: [...designation],
    ...(reason === undefined ? {} : { whyBeneficiariesAreFixed: reason }),
  };
}
