import type { CalendarDate } from './calendar-date.ts';

/** How a person relates to the insured. */
export const RELATIONSHIPS = [
  'spouse',
  'domestic-partner',
  'child',
  'stepchild',
  'parent',
  'sibling',
  'grandchild',
  'grandparent',
  'other-relative',
  'friend',
  'business-partner',
  'other',
] as const;

export type Relationship = (typeof RELATIONSHIPS)[number];

/** The adult who receives and manages a minor's share. */
export type Custodian = { name: string; relationship: Relationship };

/** A natural person. A minor has a custodian. */
export type Person = {
  kind: 'person';
  name: string;
  relationship: Relationship;
  bornOn: CalendarDate;
  email?: string;
  custodian?: Custodian;
};

export type Trust = { kind: 'trust'; name: string; trustee: string; agreementDate: CalendarDate };

/** What the insured leaves behind. */
export type Estate = { kind: 'estate' };

/** A company or a charity. */
export type Organisation = { kind: 'organisation'; name: string; registration: string };

/** Somebody of whom a former system recorded the name and nothing else. Stands on record, but cannot be proposed anew. */
export type NameOnly = { kind: 'name-only'; name: string };

/** Whoever can stand on a policy as a beneficiary. */
export type Party = Person | Trust | Estate | Organisation | NameOnly;

/** The kinds that can be proposed: everything that may stand in a new designation. */
export const PARTY_KINDS = ['person', 'trust', 'estate', 'organisation'] as const satisfies readonly Party['kind'][];

/** A party's name for lists and letters. */
export function partyName(party: Party): string {
  return party.kind === 'estate' ? 'Estate of the insured' : party.name;
}

/** Equal for two parties that are the same one, whatever the letter case and spacing of their names. */
export function partyIdentity(party: Party): string {
  const name = sameName(partyName(party));
  switch (party.kind) {
    case 'person':
      return `person:${name}:${party.bornOn}`;
    case 'trust':
      return `trust:${name}:${party.agreementDate}`;
    case 'organisation':
      return `organisation:${name}:${sameName(party.registration)}`;
    default:
      return `${party.kind}:${name}`;
  }
}

/** A name without what does not tell people apart: letter case, accents as composed, spaces, characters nobody sees. */
export function sameName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
