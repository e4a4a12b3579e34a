import { type Designation, ofClass } from './beneficiary.ts';
import { daysAfter, type MarketRules } from './market.ts';

/** Why a change is looked at before it takes effect; none of them blocks it for good. */
export const HOLD_CODES = [
  'consent-missing',
  'contact-changed',
  'factor-changed',
  'many-changes',
  'no-relationship',
] as const;
export type HoldCode = (typeof HOLD_CODES)[number];

/** What is known around a change when it is confirmed. What nobody can know is absent and holds nothing. */
export type Circumstances = {
  now: Date;
  after: Designation;
  market: MarketRules;
  isConsentMissing: boolean;
  contactChangedAt?: Date | undefined;
  factorChangedAt?: Date | undefined;
  /** When the earlier changes of the same policy were confirmed. */
  earlierChanges: readonly Date[];
};

const RULES: Record<HoldCode, (circumstances: Circumstances) => boolean> = {
  'consent-missing': ({ isConsentMissing }) => isConsentMissing,
  'contact-changed': ({ now, contactChangedAt, market }) =>
    isWithin(contactChangedAt, market.daysAfterContactChange, now),
  'factor-changed': ({ now, factorChangedAt, market }) => isWithin(factorChangedAt, market.daysAfterFactorChange, now),
  'many-changes': ({ now, earlierChanges, market: { manyChanges } }) =>
    earlierChanges.filter((each) => isWithin(each, manyChanges.withinDays, now)).length + 1 >= manyChanges.count,
  'no-relationship': ({ after }) => ofClass(after, 'primary').some(isStrangerWithAll),
};

/** Why the change is looked at first; empty when nothing speaks against it. */
export function holdsOn(circumstances: Circumstances): readonly HoldCode[] {
  return HOLD_CODES.filter((code) => RULES[code](circumstances));
}

// "Other" states no relationship. Trusts, organisations and the estate have none to state.
function isStrangerWithAll({ party, allocation }: Designation[number]): boolean {
  return allocation === 10_000 && party.kind === 'person' && party.relationship === 'other';
}

function isWithin(instant: Date | undefined, days: number, now: Date): boolean {
  return instant !== undefined && daysAfter(instant, days) > now;
}
