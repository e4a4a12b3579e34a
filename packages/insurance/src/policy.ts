import type { Designation } from './beneficiary.ts';
import type { CalendarDate } from './calendar-date.ts';

/** `life`: a policy taken over from a former system that did not record which kind of life insurance it is. */
export const POLICY_KINDS = ['term-life', 'whole-life', 'group-life', 'life', 'home', 'motor'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

export const POLICY_STATUSES = ['in-force', 'lapsed', 'surrendered', 'matured', 'terminated', 'in-claim'] as const;
export type PolicyStatus = (typeof POLICY_STATUSES)[number];

/** An amount in the currency's minor units (cents). */
export type Money = { amount: number; currency: string };

/** Whose life is covered. */
export type Insured = { name: string; bornOn: CalendarDate };

/** What is covered where it is no life: a home by its address, a vehicle by make, model and number. */
export type InsuredObject = { description: string; identifier?: string };

/** One premium: when it was due, and when it was paid. */
export type PremiumPayment = Money & { dueOn: CalendarDate; paidOn?: CalendarDate };

/** The insurance contract. What a former system did not record is absent, never invented. */
export type Policy = {
  number: string;
  kind: PolicyKind;
  status: PolicyStatus;
  insured?: Insured;
  insuredObject?: InsuredObject;
  /** Who pays the premium, when it is not the policyholder. */
  payer?: { name: string };
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

/** Kinds that insure no life: nobody can be named to receive proceeds. */
const WITHOUT_BENEFICIARIES: Partial<Record<PolicyKind, string>> = {
  home: 'This policy insures a home, not a life. A loss is paid to its policyholder, so there are no beneficiaries to name.',
  motor:
    'This policy insures a vehicle, not a life. A loss is paid to its policyholder or to whoever suffered it, so there are no beneficiaries to name.',
};

/** Whether a policy of this kind has beneficiaries at all: life insurance has. */
export function hasBeneficiaries(kind: PolicyKind): boolean {
  return WITHOUT_BENEFICIARIES[kind] === undefined;
}

const FROZEN =
  'A change to this policy was reported as not being yours, so its beneficiaries cannot be changed for now. ' +
  'Call us by the telephone number on your policy documents: we make sure that it is you, and open it again.';

/** Why the beneficiaries of a policy of this kind, in this state, may not be changed; `undefined` when they may. */
export function whyBeneficiariesAreFixed({
  kind,
  status,
  isFrozen,
}: Pick<Policy, 'kind' | 'status' | 'isFrozen'>): string | undefined {
  const reason = WITHOUT_BENEFICIARIES[kind];
  if (reason !== undefined) return reason;
  if (status !== 'in-force') return REASONS[status];
  return isFrozen ? FROZEN : undefined;
}
