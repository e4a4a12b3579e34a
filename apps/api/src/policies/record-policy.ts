import type { Policy } from '@surety/insurance';
import { digestOf } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { Services } from '../services.ts';

/** A policy, whose it is, and where it comes from. */
export type PolicyToRecord = { policyholderId: string; policy: Policy; source: 'demo' | 'former-system' };

/** Adds a policy and tells the audit. */
export async function recordPolicy(
  { policies, audit, clock }: Pick<Services, 'policies' | 'audit' | 'clock'>,
  transaction: ApiTransaction,
  { policyholderId, policy, source }: PolicyToRecord,
): Promise<void> {
  await policies.create(transaction, policyholderId, policy);
  await audit.append(transaction, policyholderId, clock(), {
    event: 'policy-recorded',
    policyNumber: policy.number,
    source,
    designation: digestOf(policy.designation),
  });
}
