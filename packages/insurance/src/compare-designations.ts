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
    return { change: isSame(was, now) ? 'kept' : 'changed', before: was, after: now };
  });
  return [...standing, ...[...left.values()].map((was): BeneficiaryChange => ({ change: 'removed', before: was }))];
}

// By their members, whatever order these were written in.
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [members, others] = [Object.entries(one), new Map(Object.entries(other))];
  return members.length === others.size && members.every(([name, value]) => isSame(value, others.get(name)));
}

function keyOf(beneficiary: Beneficiary): string {
  return `${beneficiary.class}:${partyIdentity(beneficiary.party)}`;
}
