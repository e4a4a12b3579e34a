import type { Beneficiary, Designation } from './beneficiary.ts';
import { partyIdentity } from './party.ts';

/** What a change does to one beneficiary. */
export type BeneficiaryChange =
  | { change: 'added'; after: Beneficiary }
  | { change: 'removed'; before: Beneficiary }
  | { change: 'changed' | 'kept'; before: Beneficiary; after: Beneficiary };

/** Lines the two designations up: by class and party, those of `after` first in their order, then the removed. */
export function compareDesignations(before: Designation, after: Designation): readonly BeneficiaryChange[] {
  const left = new Map(before.map((beneficiary) => [keyOf(beneficiary), beneficiary]));
  const standing = after.map((now): BeneficiaryChange => {
    const was = left.get(keyOf(now));
    if (!was) return { change: 'added', after: now };
    left.delete(keyOf(now));
    return { change: JSON.stringify(was) === JSON.stringify(now) ? 'kept' : 'changed', before: was, after: now };
  });
  return [...standing, ...[...left.values()].map((was): BeneficiaryChange => ({ change: 'removed', before: was }))];
}

function keyOf(beneficiary: Beneficiary): string {
  return `${beneficiary.class}:${partyIdentity(beneficiary.party)}`;
}
