import type { PolicyDocument, PolicySummary, PremiumListDocument } from '@surety/api-contract';
import { type Policy, whyBeneficiariesAreFixed } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import { noSuchPolicy } from '../endorsements/refusals.ts';
import { type PageQuery, pageOf } from '../pages/page.ts';
import type { Services } from '../services.ts';
import { entityTag } from './entity-tag.ts';

/** The caller's policies; none for someone who was never registered. */
export async function listPolicies(
  { policies }: Pick<Services, 'policies'>,
  { policyholderId }: Caller,
  query: PageQuery,
): Promise<{ policies: PolicySummary[]; next?: string }> {
  if (policyholderId === undefined) return { policies: [] };
  const { members, ...next } = await pageOf({ reader: policyholderId, list: 'policies' }, query, {
    read: (after, limit) => policies.listForPolicyholder(policyholderId, { after, limit }),
    keyOf: ({ number }) => number,
  });
  return { policies: members, ...next };
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

/**
 * What was paid for one of the caller's policies, newest first.
 * @throws Refusal `no-such-policy` (404), `cursor-unknown` (400)
 */
export async function listPremiums(
  { db, policies }: Pick<Services, 'db' | 'policies'>,
  { policyholderId }: Caller,
  { number, query }: { number: string; query: PageQuery },
): Promise<PremiumListDocument> {
  if (policyholderId === undefined || !(await policies.find(policyholderId, number))) throw noSuchPolicy();
  const { members, ...next } = await pageOf({ reader: policyholderId, list: `premiums of ${number}` }, query, {
    read: (before, limit) => policies.premiumsOf(db, { policyholderId, policyNumber: number, before, limit }),
    keyOf: ({ dueOn }) => dueOn,
  });
  return { premiums: members, ...next };
}

function documentOf({ version: _, isFrozen, designation, ...policy }: Policy): PolicyDocument {
  const reason = whyBeneficiariesAreFixed({
    kind: policy.kind,
    status: policy.status,
    ...(isFrozen ? { isFrozen } : {}),
  });
  return {
    ...policy,
    designation: [...designation],
    documents: [{ kind: 'policy-schedule', path: `/policies/${encodeURIComponent(policy.number)}/schedule.pdf` }],
    ...(reason === undefined ? {} : { whyBeneficiariesAreFixed: reason }),
  };
}
