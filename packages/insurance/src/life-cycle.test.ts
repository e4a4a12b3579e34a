import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type CalendarDate, calendarDateOf } from './calendar-date.ts';
import { HOLD_CODES } from './hold.ts';
import { type ChangeEvent, type ChangeState, transition } from './life-cycle.ts';
import { daysAfter } from './market.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const ADA = { person: 'issuer ada', email: 'ada@demo.example' };
const STAFF = { person: 'issuer stella', email: 'stella@demo.example' };
const SECOND = { person: 'issuer sam', email: 'sam@demo.example' };
const SPOUSE = { person: 'issuer ben', email: 'Ben@demo.example' };

const aDraft = (change: Partial<ChangeState> = {}): ChangeState => ({
  status: 'draft',
  expiresAt: daysAfter(NOW, 0.01),
  holds: [],
  consents: [],
  concerned: ['ben@demo.example'],
  ...change,
});

function after(start: ChangeState, ...events: ChangeEvent[]): ChangeState {
  return events.reduce((change, event) => {
    const step = transition(change, event);
    assert.ok(step.ok, step.ok ? '' : step.violation.code);
    return step.value;
  }, start);
}

function refusal(start: ChangeState, event: ChangeEvent): string | undefined {
  const step = transition(start, event);
  return step.ok ? undefined : step.violation.code;
}

const confirm: ChangeEvent = { event: 'confirm', at: NOW, by: ADA };

describe('a confirmed change', () => {
  test('takes effect on the day it is signed when nothing speaks against it', () => {
    const { status, effectiveOn, askedBy } = after(aDraft(), confirm);
    assert.deepEqual([status, effectiveOn, askedBy], ['effective', '2026-11-23', ADA.person]);
  });

  test('waits for the later day that was asked for, and never counts from an earlier one', () => {
    const waiting = after(aDraft({ askedFor: '2026-12-01' as CalendarDate }), confirm);
    assert.deepEqual([waiting.status, waiting.effectiveOn], ['confirmed', '2026-12-01']);
    assert.equal(refusal(waiting, { event: 'take-effect', at: daysAfter(NOW, 7) }), 'not-yet');
    assert.equal(after(waiting, { event: 'take-effect', at: daysAfter(NOW, 8) }).effectiveOn, '2026-12-01');
    // Held back by a later change under review: it counts from the day it is recorded.
    assert.equal(after(waiting, { event: 'take-effect', at: daysAfter(NOW, 20) }).effectiveOn, '2026-12-13');
    const late = after(aDraft({ askedFor: '2026-11-01' as CalendarDate }), confirm);
    assert.deepEqual([late.status, late.effectiveOn], ['effective', '2026-11-23']);
  });

  test('is not confirmed twice, nor once its time has passed', () => {
    assert.equal(refusal(after(aDraft(), confirm), confirm), 'effective');
    assert.equal(refusal(aDraft(), { ...confirm, at: daysAfter(NOW, 1) }), 'expired');
  });
});

describe('a change under review', () => {
  const held = () => after(aDraft({ holds: ['contact-changed'] }), confirm);
  const awaiting = () =>
    after(aDraft({ holds: ['consent-missing'], consents: [{ id: 'c1', answer: 'awaited' }] }), confirm);

  test('is decided by somebody other than who asked, and than whom it gives or takes something', () => {
    assert.equal(held().status, 'in-review');
    for (const event of ['approve', 'decline'] as const) {
      assert.equal(refusal(held(), { event, at: NOW, by: ADA }), 'own-request');
      assert.equal(refusal(held(), { event, at: NOW, by: SPOUSE }), 'concerned');
    }
    const nameless = { person: 'issuer stella' };
    assert.equal(refusal(held(), { event: 'approve', at: NOW, by: nameless }), 'address-unknown');
    assert.equal(after(held(), { event: 'approve', at: NOW, by: STAFF }).status, 'effective');
    assert.equal(after(held(), { event: 'decline', at: NOW, by: STAFF }).status, 'declined');
  });

  test('no consent on paper is written down by who asked, nor by whom it gives or takes something', () => {
    const paper = { event: 'answer-consent', at: NOW, id: 'c1', answer: 'given' } as const;
    assert.equal(refusal(awaiting(), { ...paper, recordedBy: ADA }), 'own-request');
    assert.equal(refusal(awaiting(), { ...paper, recordedBy: SPOUSE }), 'concerned');
    const again = { person: 'another sign-in of hers', isPolicyholder: true };
    assert.equal(refusal(awaiting(), { ...paper, recordedBy: again }), 'own-request');
    assert.equal(refusal(held(), { event: 'approve', at: NOW, by: again }), 'own-request');
  });

  test('is approved only with every consent, and never by who wrote one down', () => {
    const approve: ChangeEvent = { event: 'approve', at: NOW, by: STAFF };
    assert.equal(refusal(awaiting(), approve), 'consent-missing');
    const refused = after(awaiting(), { event: 'answer-consent', at: NOW, id: 'c1', answer: 'refused' });
    assert.equal(refusal(refused, approve), 'consent-missing');
    const paper: ChangeEvent = { event: 'answer-consent', at: NOW, id: 'c1', answer: 'given', recordedBy: STAFF };
    const onPaper = after(refused, paper);
    assert.equal(refusal(onPaper, approve), 'recorded-consent');
    assert.equal(refusal(onPaper, { ...paper, recordedBy: SECOND }), 'answered');
    assert.equal(after(onPaper, { ...approve, by: SECOND }).status, 'effective');
    const byLink = after(awaiting(), { event: 'answer-consent', at: NOW, id: 'c1', answer: 'given' });
    assert.equal(after(byLink, approve).status, 'effective');
  });

  test('a consent is answered once by its party, and never by who asked for the change', () => {
    const given = after(awaiting(), { event: 'answer-consent', at: NOW, id: 'c1', answer: 'given' });
    assert.equal(refusal(given, { event: 'answer-consent', at: NOW, id: 'c1', answer: 'refused' }), 'answered');
    assert.equal(
      refusal(awaiting(), { event: 'answer-consent', at: NOW, id: 'c2', answer: 'given' }),
      'consent-unknown',
    );
    const own: ChangeEvent = { event: 'answer-consent', at: NOW, id: 'c1', answer: 'given', recordedBy: ADA };
    assert.equal(refusal(awaiting(), own), 'own-request');
  });

  test('may be approved for a later day', () => {
    const later = after(aDraft({ holds: ['many-changes'], askedFor: '2026-12-24' as CalendarDate }), confirm);
    assert.deepEqual([later.status, later.effectiveOn], ['in-review', undefined]);
    assert.equal(after(later, { event: 'approve', at: NOW, by: STAFF }).status, 'confirmed');
    assert.equal(after(later, { event: 'approve', at: daysAfter(NOW, 40), by: STAFF }).effectiveOn, '2027-01-02');
  });
});

const actor = fc.constantFrom(ADA, STAFF, SECOND, SPOUSE);
const at = fc.integer({ min: 0, max: 60 }).map((days) => daysAfter(NOW, days));
const event: fc.Arbitrary<ChangeEvent> = fc.oneof(
  fc.record({ event: fc.constant('confirm' as const), at: fc.constant(NOW), by: fc.constant(ADA) }),
  fc.record({ event: fc.constantFrom('approve' as const, 'decline' as const), at, by: actor }),
  fc.record({ event: fc.constantFrom('take-effect' as const, 'supersede' as const, 'report' as const), at }),
  fc.record({
    event: fc.constant('answer-consent' as const),
    at,
    id: fc.constantFrom('c1', 'c2'),
    answer: fc.constantFrom('given' as const, 'refused' as const),
  }),
  fc.record({
    event: fc.constant('answer-consent' as const),
    at,
    id: fc.constantFrom('c1', 'c2'),
    answer: fc.constant('given' as const),
    recordedBy: actor,
  }),
);
const draft = fc
  .record({
    holds: fc.subarray([...HOLD_CODES]),
    ids: fc.subarray(['c1', 'c2']),
    askedFor: fc.option(at.map(calendarDateOf), { nil: undefined }),
  })
  .map(({ holds, ids, askedFor }) =>
    aDraft({ holds, askedFor, consents: ids.map((id) => ({ id, answer: 'awaited' as const })) }),
  );
const LAST = ['declined', 'superseded', 'reversed'];

test('no sequence of events reaches effect without a confirmation, every consent and, where it was held, a second person', () => {
  fc.assert(
    fc.property(draft, fc.array(event, { maxLength: 25 }), (start, events) => {
      let change = start;
      let approvedBy: string | undefined;
      for (const each of events) {
        const step = transition(change, each);
        if (!step.ok) continue;
        assert.ok(!LAST.includes(change.status), 'what has ended never moves again');
        if (each.event === 'approve') approvedBy = each.by.person;
        change = step.value;
        if (change.status !== 'effective' && change.status !== 'confirmed') continue;
        assert.equal(change.askedBy, ADA.person);
        assert.ok(change.consents.every(({ answer }) => answer === 'given'));
        assert.ok((change.effectiveOn ?? '') >= calendarDateOf(change.confirmedAt ?? NOW));
        assert.ok((change.effectiveOn ?? '') >= (change.askedFor ?? ''));
        if (start.holds.length + start.consents.length === 0) continue;
        assert.ok(approvedBy !== undefined && approvedBy !== ADA.person && approvedBy !== SPOUSE.person);
        assert.ok(change.consents.every(({ recordedBy }) => recordedBy !== approvedBy));
      }
    }),
    { numRuns: 2000 },
  );
});
