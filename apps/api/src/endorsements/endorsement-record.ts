import {
  type CalendarDate,
  type Designation,
  type Endorsement,
  type EndorsementStatus,
  endorsementNumber,
  type HoldCode,
  type Policy,
  type PolicyKind,
  type PolicyStatus,
} from '@surety/insurance';
import type { RecordedEvidence } from '../audit/audit-event.ts';
import type { EndorsementRow } from '../tables.ts';

/** An endorsement with what its confirmation is judged by. */
export type EndorsementRecord = Endorsement & {
  /** Version of the policy that the change starts from. */
  basedOn: number;
  /** What the proof must be bound to; empty once it is spent. */
  challenge: string;
  /** The policy as it is now. */
  policy: Pick<Policy, 'kind' | 'status' | 'version' | 'isFrozen'>;
  /** Its place among those of its policy that took effect. */
  sequence?: number;
  /** Id of the endorsement that this one is made together with; absent on that one itself. */
  lead?: string;
  /** How many others are made together with this one, when it leads them. */
  companions: number;
  /** Who confirmed it. */
  askedBy?: string;
  /** Why it was held, once it was confirmed. */
  holds: readonly HoldCode[];
  /** How its confirmer had proved themselves. */
  evidence?: RecordedEvidence;
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
    ...(row.asked_for === null ? {} : { askedFor: row.asked_for as CalendarDate }),
    ...(row.lead === null ? {} : { lead: row.lead }),
    ...(row.asked_by === null ? {} : { askedBy: row.asked_by }),
    ...(row.evidence === null ? {} : { evidence: JSON.parse(row.evidence) as RecordedEvidence }),
    holds: row.holds === null ? [] : (JSON.parse(row.holds) as HoldCode[]),
    companions: row.companions,
    basedOn: row.based_on,
    challenge: row.challenge ?? '',
    policy,
  };
}

/** The columns of its policy that an endorsement is read with. */
export type PolicyColumns = {
  policy_kind: string;
  policy_status: string;
  policy_version: number;
  policy_frozen_at: number | null;
};

/** What an endorsement needs to know of its policy. */
export function policyFrom(row: PolicyColumns): EndorsementRecord['policy'] {
  return {
    kind: row.policy_kind as PolicyKind,
    status: row.policy_status as PolicyStatus,
    version: row.policy_version,
    ...(row.policy_frozen_at === null ? {} : { isFrozen: true }),
  };
}
