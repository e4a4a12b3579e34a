import { type Beneficiary, type Designation, ofClass } from './beneficiary.ts';
import type { MarketRules } from './market.ts';
import { type Party, partyIdentity } from './party.ts';

/** Why somebody besides the policyholder has to agree. */
export const CONSENT_REASONS = ['irrevocable', 'community-property'] as const;
export type ConsentReason = (typeof CONSENT_REASONS)[number];

/** Somebody who has to agree to a change, and what it does to them. */
export type ConsentNeed = {
  reason: ConsentReason;
  /** As they stand in the designation before the change: nobody is asked at an address that the change itself brings. */
  party: Party;
  before: Beneficiary;
  /** Absent when the change removes them from their class. */
  after?: Beneficiary;
};

export type ConsentContext = {
  market: MarketRules;
  /** Code of the state where the policyholder lives; unknown ones ask for nobody's consent. */
  residenceState?: string | undefined;
};

/**
 * Whose consent a change needs, each party once. An irrevocable beneficiary may not be removed, moved to another class,
 * given less, reached at another address, or made revocable without it. Where the policyholder lives in a
 * community-property state, neither may a spouse be removed as a primary beneficiary or given less, nor be written down as
 * anything but the spouse: that would take the say away first and the share afterwards.
 */
export function consentsNeeded(
  before: Designation,
  after: Designation,
  context: ConsentContext,
): readonly ConsentNeed[] {
  const isCommunityProperty = context.market.communityPropertyStates.includes(context.residenceState ?? '');
  return before.flatMap((was): ConsentNeed[] => {
    const now = ofClass(after, was.class).find((each) => isSameParty(each, was));
    const reason = reasonFor(was, now, isCommunityProperty);
    return reason === undefined ? [] : [{ reason, party: was.party, before: was, ...(now ? { after: now } : {}) }];
  });
}

/** A consent that a change of a policy needs, or one that was asked for. */
type OnPolicy = Readonly<{ policyNumber: string; need: ConsentNeed }>;

/** Which consents a change still lacks: those that it needs now and that the same party did not give for the same policy. */
export function consentsLacking<Need extends OnPolicy>(
  needs: readonly Need[],
  asked: readonly (OnPolicy & { answer: 'awaited' | 'given' | 'refused' })[],
): readonly Need[] {
  const nameOf = ({ policyNumber, need: { party } }: OnPolicy): string => `${policyNumber} ${partyIdentity(party)}`;
  const given = new Set(asked.filter(({ answer }) => answer === 'given').map(nameOf));
  return needs.filter((need) => !given.has(nameOf(need)));
}

function reasonFor(
  was: Beneficiary,
  now: Beneficiary | undefined,
  isCommunityProperty: boolean,
): ConsentReason | undefined {
  const getsLess = now === undefined || now.allocation < was.allocation;
  if (was.irrevocable && (getsLess || !now.irrevocable || emailOf(was) !== emailOf(now))) return 'irrevocable';
  if (!isCommunityProperty || was.class !== 'primary' || !isSpouse(was)) return undefined;
  return getsLess || !isSpouse(now) ? 'community-property' : undefined;
}

function isSpouse({ party }: Beneficiary): boolean {
  return party.kind === 'person' && party.relationship === 'spouse';
}

function isSameParty(one: Beneficiary, other: Beneficiary): boolean {
  return partyIdentity(one.party) === partyIdentity(other.party);
}

function emailOf({ party }: Beneficiary): string | undefined {
  return party.kind === 'person' ? party.email?.toLowerCase() : undefined;
}
