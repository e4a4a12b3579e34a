import {
  type CalendarDate,
  type Designation,
  type Endorsement,
  type EndorsementStatus,
  endorsementNumber,
  type Policy,
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
  policy: Pick<Policy, 'status' | 'version' | 'isFrozen'>;
  /** Its place among those of its policy that took effect. */
  sequence?: number;
};

/** The endorsement that a row holds. */
export function recordFrom(row: EndorsementRow, policy: EndorsementRecord['policy']): EndorsementRecord {
  return {
    id: row.id,
    policyNumber: row.policy_number,
    status: row.status as EndorsementStatus,
    ...(row.sequence === null
      ? {}
      : { sequence: row.sequence, number: endorsementNumber(row.policy_number, row.sequence) }),
    before: JSON.parse(row.before_designation) as Designation,
    after: JSON.parse(row.after_designation) as Designation,
    draftedAt: new Date(row.drafted_at),
    expiresAt: new Date(row.expires_at),
    ...(row.confirmed_at === null ? {} : { confirmedAt: new Date(row.confirmed_at) }),
    ...(row.effective_on === null ? {} : { effectiveOn: row.effective_on as CalendarDate }),
    ...(row.reverses === null ? {} : { reverses: endorsementNumber(row.policy_number, row.reverses) }),
    basedOn: row.based_on,
    challenge: row.challenge ?? '',
    policy,
  };
}

/** The columns of its policy that an endorsement is read with. */
export type PolicyColumns = { policy_status: string; policy_version: number; policy_frozen_at: number | null };

/** What an endorsement needs to know of its policy. */
export function policyFrom(row: PolicyColumns): EndorsementRecord['policy'] {
  return {
    status: row.policy_status as PolicyStatus,
    version: row.policy_version,
    ...(row.policy_frozen_at === null ? {} : { isFrozen: true }),
  };
}
