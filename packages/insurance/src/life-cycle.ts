import { type CalendarDate, calendarDateOf } from './calendar-date.ts';
import { type EndorsementStatus, statusAt } from './endorsement.ts';
import type { HoldCode } from './hold.ts';
import type { Violation } from './violation.ts';

/**
 * Somebody who acts, by a name that is theirs alone; the address shows whether they are a party to the change. One person
 * may have several names: whether the policies are theirs is known by whichever they act.
 */
export type Actor = { person: string; email?: string | undefined; isPolicyholder?: boolean };

/** One consent that a change needs, and what became of it. */
export type ConsentState = {
  id: string;
  answer: 'awaited' | 'given' | 'refused';
  /** Who of the insurer's staff wrote it down; absent when the party answered by themselves. */
  recordedBy?: string | undefined;
};

/** What decides what may happen to a change. */
export type ChangeState = {
  status: EndorsementStatus;
  expiresAt: Date;
  /** The day that the policyholder asked for; absent: as soon as it is recorded. */
  askedFor?: CalendarDate | undefined;
  /** Who confirmed it. */
  askedBy?: string | undefined;
  confirmedAt?: Date | undefined;
  effectiveOn?: CalendarDate | undefined;
  holds: readonly HoldCode[];
  consents: readonly ConsentState[];
  /** Addresses, in lower case, of those whom the change gives or takes something. */
  concerned: readonly string[];
};

/** Everything that can happen to a change. */
export type ChangeEvent = { at: Date } & (
  | { event: 'confirm'; by: Actor }
  | { event: 'answer-consent'; id: string; answer: 'given' | 'refused'; recordedBy?: Actor }
  | { event: 'approve' | 'decline'; by: Actor }
  | { event: 'take-effect' | 'supersede' | 'report' }
);

export type Transition = { ok: true; value: ChangeState } | { ok: false; violation: Violation };

/** The change after an event, or why the event cannot happen to it. Nothing else ever changes a status. */
export function transition(change: ChangeState, event: ChangeEvent): Transition {
  const violation = whyNot({ ...change, status: statusAt(change, event.at) }, event);
  return violation ? { ok: false, violation } : { ok: true, value: apply(change, event) };
}

const POSSIBLE: Record<ChangeEvent['event'], readonly EndorsementStatus[]> = {
  confirm: ['draft'],
  'answer-consent': ['in-review'],
  approve: ['in-review'],
  decline: ['in-review'],
  'take-effect': ['confirmed'],
  supersede: ['draft', 'in-review', 'confirmed'],
  report: ['in-review', 'confirmed', 'effective'],
};

function whyNot(change: ChangeState, event: ChangeEvent): Violation | undefined {
  if (!POSSIBLE[event.event].includes(change.status))
    return violation(change.status, `This change is ${inWords(change.status)}.`);
  switch (event.event) {
    case 'answer-consent':
      return whyNotAnswer(change, event);
    case 'approve':
      return whyNotReview(change, event.by) ?? whyNotApprove(change, event.by);
    case 'decline':
      return whyNotReview(change, event.by);
    case 'take-effect':
      return (change.effectiveOn ?? '') > calendarDateOf(event.at)
        ? violation('not-yet', 'Its day has not come.')
        : undefined;
    default:
      return undefined;
  }
}

function whyNotAnswer(
  change: ChangeState,
  event: Extract<ChangeEvent, { event: 'answer-consent' }>,
): Violation | undefined {
  const consent = change.consents.find(({ id }) => id === event.id);
  if (!consent) return violation('consent-unknown', 'This change needs no such consent.');
  const refused = event.recordedBy && whyNotReview(change, event.recordedBy);
  if (refused) return refused;
  // What somebody said by themselves is not said again by themselves; staff with a paper may correct a refusal. A consent
  // that was given stands with the name of who recorded it: that name decides who may not approve.
  const mayBe = event.recordedBy && consent.recordedBy === undefined ? ['awaited', 'refused'] : ['awaited'];
  return mayBe.includes(consent.answer) ? undefined : violation('answered', 'This was answered before.');
}

function isOwn({ person, isPolicyholder }: Actor, askedBy: string | undefined): boolean {
  return isPolicyholder === true || person === askedBy;
}

const OWN_REQUEST = violation('own-request', 'Nobody decides on a request of their own.');

// Four eyes: the person who asked is the first, the one who decides or writes a consent down is another, and gains or loses nothing.
function whyNotReview({ askedBy, concerned }: ChangeState, by: Actor): Violation | undefined {
  if (isOwn(by, askedBy)) return OWN_REQUEST;
  // An unknown address may be one of those concerned.
  if (by.email === undefined)
    return violation(
      'address-unknown',
      'Your sign-in names no e-mail address, so nobody can tell whether this change gives or takes you something.',
    );
  if (concerned.includes(by.email.toLowerCase()))
    return violation('concerned', 'Nobody decides on a change that gives or takes them something.');
  return undefined;
}

function whyNotApprove({ consents }: ChangeState, by: Actor): Violation | undefined {
  if (consents.some(({ answer }) => answer !== 'given'))
    return violation('consent-missing', 'A consent that this change needs has not been recorded.');
  if (consents.some(({ recordedBy }) => recordedBy === by.person))
    return violation(
      'recorded-consent',
      'Who recorded a consent does not approve the change: a second person decides.',
    );
  return undefined;
}

function apply(change: ChangeState, event: ChangeEvent): ChangeState {
  switch (event.event) {
    case 'confirm': {
      const confirmed = { ...change, askedBy: event.by.person, confirmedAt: event.at };
      return needsReview(change) ? { ...confirmed, status: 'in-review' } : settle(confirmed, event.at);
    }
    case 'answer-consent':
      return {
        ...change,
        consents: change.consents.map((each) => (each.id === event.id ? answered(each, event) : each)),
      };
    case 'approve':
      return settle(change, event.at);
    case 'take-effect':
      // It may have been held back: it never counts from a day before it was recorded.
      return { ...change, status: 'effective', effectiveOn: calendarDateOf(event.at) };
    case 'decline':
      return { ...change, status: 'declined' };
    case 'supersede':
      return { ...change, status: 'superseded' };
    case 'report':
      return { ...change, status: 'reversed' };
  }
}

function answered(
  consent: ConsentState,
  { answer, recordedBy }: Extract<ChangeEvent, { event: 'answer-consent' }>,
): ConsentState {
  return { id: consent.id, answer, ...(recordedBy ? { recordedBy: recordedBy.person } : {}) };
}

function needsReview({ holds, consents }: ChangeState): boolean {
  return holds.length > 0 || consents.some(({ answer }) => answer !== 'given');
}

// In effect from the day it is signed or approved, or waiting for the later day that was asked for; never an earlier one.
function settle(change: ChangeState, at: Date): ChangeState {
  const today = calendarDateOf(at);
  const { askedFor } = change;
  if (askedFor !== undefined && askedFor > today) return { ...change, status: 'confirmed', effectiveOn: askedFor };
  return { ...change, status: 'effective', effectiveOn: today };
}

/**
 * Which older changes of the same policy one replaces when it reaches a status: the newest word in good order counts. One
 * under review is not in good order yet, so it leaves a change that waits for its day, but holds it back until decided.
 */
export const REPLACES = {
  effective: ['draft', 'in-review', 'confirmed'],
  confirmed: ['draft', 'in-review', 'confirmed'],
  'in-review': ['draft', 'in-review'],
} as const satisfies Partial<Record<EndorsementStatus, readonly EndorsementStatus[]>>;

function inWords(status: EndorsementStatus): string {
  return status.replaceAll('-', ' ');
}

function violation(code: string, message: string): Violation {
  return { field: '', code, message };
}
