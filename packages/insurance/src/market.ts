/** What differs from one market to another; data, never a code path. */
export type MarketRules = {
  /** Where half of what a spouse earns is the other's: codes of states (USPS). */
  communityPropertyStates: readonly string[];
  /** A change soon after contact data or a sign-in factor changed is looked at first. */
  daysAfterContactChange: number;
  daysAfterFactorChange: number;
  /** So many changes of one policy within so many days are looked at first. */
  manyChanges: { count: number; withinDays: number };
  /** How far ahead a change may be asked for. */
  longestWaitDays: number;
  /** How long notices go to the former address as well. */
  formerAddressDays: number;
  /** How long the link that asks for a consent works. */
  consentLinkDays: number;
  /** So many days before it expires, whoever has not answered is reminded. */
  consentReminderDays: number;
};

/** Life insurance in the United States. */
export const UNITED_STATES: MarketRules = {
  communityPropertyStates: ['AZ', 'CA', 'ID', 'LA', 'NV', 'NM', 'TX', 'WA', 'WI'],
  daysAfterContactChange: 7,
  daysAfterFactorChange: 7,
  manyChanges: { count: 3, withinDays: 30 },
  longestWaitDays: 365,
  formerAddressDays: 30,
  consentLinkDays: 30,
  consentReminderDays: 3,
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** This many days of 24 hours after an instant. */
export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}
