import type { Allocation } from './allocation.ts';
import type { Party } from './party.ts';

/** Primary: first in line. Contingent: receives only if no primary survives. */
export const BENEFICIARY_CLASSES = ['primary', 'contingent'] as const;
export type BeneficiaryClass = (typeof BENEFICIARY_CLASSES)[number];

/** Who takes a share when its beneficiary has died: the survivors of the class, or that person's descendants. */
export const DISTRIBUTION_RULES = ['per-capita', 'per-stirpes'] as const;
export type DistributionRule = (typeof DISTRIBUTION_RULES)[number];

/** A party who receives proceeds. */
export type Beneficiary = {
  class: BeneficiaryClass;
  party: Party;
  allocation: Allocation;
  distribution: DistributionRule;
  /** Not to be taken away or lessened without this party's consent. */
  irrevocable?: true;
};

/** The complete, current set of beneficiaries of a policy. It is always replaced as a whole. */
export type Designation = readonly Beneficiary[];

/** The beneficiaries of one class, in the order they were written. */
export function ofClass(designation: Designation, wanted: BeneficiaryClass): Designation {
  return designation.filter((beneficiary) => beneficiary.class === wanted);
}
