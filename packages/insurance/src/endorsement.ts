import type { Designation } from './beneficiary.ts';
import type { CalendarDate } from './calendar-date.ts';

export const ENDORSEMENT_STATUSES = [
  'draft',
  'in-review',
  'confirmed',
  'effective',
  'declined',
  'expired',
  'superseded',
  'reversed',
] as const;

/**
 * Draft: valid, waits for the second factor. In review: confirmed, but somebody else has to agree first. Confirmed: waits
 * for the day that was asked for. Superseded: another change came first, so it can never take effect. Reversed: reported
 * as not the policyholder's own; what had taken effect was undone by a later endorsement.
 */
export type EndorsementStatus = (typeof ENDORSEMENT_STATUSES)[number];

/** A recorded amendment of a policy; the unit of change. */
export type Endorsement = {
  id: string;
  policyNumber: string;
  status: EndorsementStatus;
  /** Policy number and sequence; only what took effect has one. */
  number?: string;
  before: Designation;
  after: Designation;
  draftedAt: Date;
  /** A draft that is not confirmed by then is worth nothing. */
  expiresAt: Date;
  confirmedAt?: Date;
  effectiveOn?: CalendarDate;
  /** The day that was asked for, when that is a later one. */
  askedFor?: CalendarDate;
  /** Number of the endorsement that this one undid. */
  reverses?: string;
};

/** How long a draft waits for its confirmation. */
export const DRAFT_LIFETIME_MINUTES = 15;

/** How long a policyholder may undo a change with the words "this was not me". */
export const REVERSAL_NOTICE_DAYS = 14;

/** Number of the `sequence`-th effective endorsement of a policy: `SUR-100001-E0001`. */
export function endorsementNumber(policyNumber: string, sequence: number): string {
  return `${policyNumber}-E${String(sequence).padStart(4, '0')}`;
}

/** The status at `now`: a draft past its time has expired, whether or not anyone wrote that down. */
export function statusAt(endorsement: Pick<Endorsement, 'status' | 'expiresAt'>, now: Date): EndorsementStatus {
  return endorsement.status === 'draft' && endorsement.expiresAt <= now ? 'expired' : endorsement.status;
}
