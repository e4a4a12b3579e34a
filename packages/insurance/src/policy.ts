import type { Designation } from './beneficiary.ts';
import type { CalendarDate } from './calendar-date.ts';

/** `life`: a policy taken over from a former system that did not record which kind of life insurance it is. */
export const POLICY_KINDS = ['term-life', 'whole-life', 'group-life', 'life'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

export const POLICY_STATUSES = ['in-force', 'lapsed', 'surrendered', 'matured', 'terminated', 'in-claim'] as const;
export type PolicyStatus = (typeof POLICY_STATUSES)[number];

/** An amount in the currency's minor units (cents). */
export type Money = { amount: number; currency: string };

/** Whose life is covered. */
export type Insured = { name: string; bornOn: CalendarDate };

/** The insurance contract. What a former system did not record is absent, never invented. */
export type Policy = {
  number: string;
  kind: PolicyKind;
  status: PolicyStatus;
  insured?: Insured;
  coverage?: Money;
  premium?: Money & { every: 'month' | 'year' };
  startsOn?: CalendarDate;
  endsOn?: CalendarDate;
  designation: Designation;
  /** Somebody reported a change that was not theirs: nothing changes until the insurer has looked at it. */
  isFrozen?: true;
  /** Rises by one with each change; two changes cannot both start from one version. */
  version: number;
};

const REASONS: Record<Exclude<PolicyStatus, 'in-force'>, string> = {
  lapsed: 'This policy has lapsed. Its beneficiaries can be changed again once it is reinstated.',
  surrendered: 'This policy was surrendered, so it has no beneficiaries to change.',
  matured: 'This policy has matured, so its beneficiaries can no longer be changed.',
  terminated: 'This policy has ended, so its beneficiaries can no longer be changed.',
  'in-claim': 'A claim for payment has been made on this policy, so its beneficiaries can no longer be changed.',
};

const FROZEN =
  'A change to this policy was reported as not being yours, so its beneficiaries cannot be changed for now. ' +
  'Call us by the telephone number on your policy documents: we make sure that it is you, and open it again.';

/** Why the beneficiaries of a policy in this state may not be changed; `undefined` when they may. */
export function whyBeneficiariesAreFixed({
  status,
  isFrozen,
}: Pick<Policy, 'status' | 'isFrozen'>): string | undefined {
  if (status !== 'in-force') return REASONS[status];
  return isFrozen ? FROZEN : undefined;
}
