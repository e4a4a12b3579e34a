import {
  type CalendarDate,
  type Designation,
  type Endorsement,
  type EndorsementStatus,
  endorsementNumber,
  type PolicyStatus,
} from '@surety/insurance';
import type { EndorsementRow } from '../tables.ts';

/** An endorsement with what its confirmation is judged by. */
export type EndorsementRecord = Endorsement & {
  /** Version of the policy that the change starts from. */
  basedOn: number;
  /** What the proof must be bound to; empty once it is spent. */
  challenge: string;
  /** The policy as it is now. */
  policy: { status: PolicyStatus; version: number };
};

/** The endorsement that a row holds. */
export function recordFrom(row: EndorsementRow, policy: EndorsementRecord['policy']): EndorsementRecord {
  return {
    id: row.id,
    policyNumber: row.policy_number,
    status: row.status as EndorsementStatus,
    ...(row.sequence === null ? {} : { number: endorsementNumber(row.policy_number, row.sequence) }),
    before: JSON.parse(row.before_designation) as Designation,
    after: JSON.parse(row.after_designation) as Designation,
    draftedAt: new Date(row.drafted_at),
    expiresAt: new Date(row.expires_at),
    ...(row.confirmed_at === null ? {} : { confirmedAt: new Date(row.confirmed_at) }),
    ...(row.effective_on === null ? {} : { effectiveOn: row.effective_on as CalendarDate }),
    basedOn: row.based_on,
    challenge: row.challenge ?? '',
    policy,
  };
}
