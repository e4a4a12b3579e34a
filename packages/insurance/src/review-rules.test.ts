import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Beneficiary } from './beneficiary.ts';
import type { CalendarDate } from './calendar-date.ts';
import { consentsNeeded } from './consent.ts';
import { parseEffectiveDate } from './effective-date.ts';
import { type Circumstances, holdsOn } from './hold.ts';
import { daysAfter, UNITED_STATES } from './market.ts';
import { parseDesignation } from './parse-designation.ts';

const day = (text: string) => text as CalendarDate;
const NOW = new Date('2026-11-23T10:00:00.000Z');

function aSpouse(change: Partial<Beneficiary> = {}): Beneficiary {
  const party = { kind: 'person', name: 'Ben Demo', relationship: 'spouse', bornOn: day('1979-02-03') } as const;
  return { class: 'primary', party, allocation: 10_000, distribution: 'per-capita', ...change };
}

const aCharity: Beneficiary = {
  class: 'primary',
  party: { kind: 'organisation', name: 'Harbour Light Charity', registration: '12-3456789' },
  allocation: 10_000,
  distribution: 'per-capita',
};

const needs = (before: Beneficiary[], after: Beneficiary[], residenceState?: string) =>
  consentsNeeded(before, after, { market: UNITED_STATES, residenceState }).map(({ reason }) => reason);

describe('community property', () => {
  test('asks the spouse of a policyholder who lives in such a state, when the spouse is removed, moved or gets less', () => {
    const half = [aSpouse({ allocation: 5_000 }), { ...aCharity, allocation: 5_000 }];
    for (const after of [[aCharity], half, [aCharity, aSpouse({ class: 'contingent' })]])
      for (const state of ['AZ', 'CA', 'ID', 'LA', 'NV', 'NM', 'TX', 'WA', 'WI'])
        assert.deepEqual(needs([aSpouse()], after, state), ['community-property']);
  });

  test('asks before a spouse is written down as somebody else, who could be given less without being asked', () => {
    const friend = aSpouse({ party: { ...aSpouse().party, relationship: 'friend' } as never });
    assert.deepEqual(needs([aSpouse()], [friend], 'TX'), ['community-property']);
    assert.deepEqual(needs([aSpouse()], [friend], 'NY'), []);
  });

  test('asks nobody elsewhere, for as much or more, or for a spouse who was contingent', () => {
    assert.deepEqual(needs([aSpouse()], [aCharity], 'NY'), []);
    assert.deepEqual(needs([aSpouse()], [aCharity]), []);
    assert.deepEqual(needs([aSpouse({ allocation: 4_000 })], [aSpouse()], 'TX'), []);
    assert.deepEqual(needs([aCharity, aSpouse({ class: 'contingent' })], [aCharity], 'TX'), []);
  });
});

describe('an irrevocable beneficiary', () => {
  const irrevocable = aSpouse({ irrevocable: true });
  test('is asked before being removed, moved, given less, made revocable or reached elsewhere', () => {
    const moved = aSpouse({ ...irrevocable, party: { ...irrevocable.party, email: 'eve@demo.example' } as never });
    for (const after of [[aCharity], [aSpouse()], [aSpouse({ irrevocable: true, allocation: 9_999 })], [moved]])
      assert.deepEqual(needs([irrevocable], after), ['irrevocable']);
    assert.deepEqual(needs([irrevocable], [aSpouse({ irrevocable: true, distribution: 'per-stirpes' })]), []);
  });

  test('no designation takes anything from one without a need for consent', () => {
    const share = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(share, fc.option(share, { nil: undefined }), fc.boolean(), (was, now, stays) => {
        const before = aSpouse({ irrevocable: true, allocation: was });
        const kept = now === undefined ? [] : [aSpouse({ allocation: now, ...(stays ? { irrevocable: true } : {}) })];
        const isHarmless = now !== undefined && now >= was && stays;
        assert.equal(needs([before], kept).length, isHarmless ? 0 : 1);
      }),
    );
  });

  test('is never the estate, which cannot consent', () => {
    const beneficiaries = [{ class: 'primary', kind: 'estate', allocation: 10_000, irrevocable: true }];
    const parsed = parseDesignation({ beneficiaries }, { today: day('2026-11-23') });
    assert.equal(parsed.ok ? '' : parsed.violations[0]?.field, 'beneficiaries/0/irrevocable');
  });
});

test('no sequence of changes that need no consent takes anything from a spouse or an irrevocable beneficiary', () => {
  const share = fc.integer({ min: 1, max: 10_000 });
  const names = ['Ben Demo', 'Cleo Demo', 'Dora Demo'];
  const member = fc
    .record({
      name: fc.constantFrom(...names),
      relationship: fc.constantFrom('spouse' as const, 'friend' as const),
      class: fc.constantFrom('primary' as const, 'contingent' as const),
      allocation: share,
      irrevocable: fc.boolean(),
    })
    .map(({ name, relationship, irrevocable, ...rest }): Beneficiary => {
      const party = { ...aSpouse().party, name, relationship } as Beneficiary['party'];
      return aSpouse({ ...rest, party, ...(irrevocable ? { irrevocable: true } : {}) });
    });
  // A party stands once in a class.
  const designation = fc.uniqueArray(member, {
    minLength: 1,
    maxLength: 4,
    selector: (each) => `${each.class} ${'name' in each.party ? each.party.name : ''}`,
  });
  const protectedIn = (all: readonly Beneficiary[]) =>
    all.filter(
      (each) => each.irrevocable || (each.class === 'primary' && JSON.stringify(each.party).includes('spouse')),
    );
  const shareOf = (all: readonly Beneficiary[], wanted: Beneficiary) =>
    all.find((each) => each.class === wanted.class && JSON.stringify(each.party) === JSON.stringify(wanted.party))
      ?.allocation ?? 0;
  fc.assert(
    fc.property(designation, fc.array(designation, { maxLength: 12 }), (start, changes) => {
      let current: readonly Beneficiary[] = start;
      for (const next of changes) {
        const context = { market: UNITED_STATES, residenceState: 'TX' };
        if (consentsNeeded(current, next, context).length === 0) current = next;
      }
      for (const each of protectedIn(start)) {
        // An irrevocable friend may become the spouse; the share is what counts.
        const { party } = each;
        const as = (relationship: string) => shareOf(current, { ...each, party: { ...party, relationship } as never });
        assert.ok(Math.max(as('spouse'), as('friend')) >= each.allocation);
      }
    }),
    { numRuns: 3000 },
  );
});

describe('a change is held', () => {
  const circumstances = (change: Partial<Circumstances> = {}): Circumstances => ({
    now: NOW,
    after: [aSpouse()],
    market: UNITED_STATES,
    isConsentMissing: false,
    earlierChanges: [],
    ...change,
  });

  test('for seven days after contact data or a sign-in factor changed', () => {
    assert.deepEqual(holdsOn(circumstances()), []);
    const [six, seven] = [daysAfter(NOW, -6.99), daysAfter(NOW, -7)];
    assert.deepEqual(holdsOn(circumstances({ contactChangedAt: six })), ['contact-changed']);
    assert.deepEqual(holdsOn(circumstances({ factorChangedAt: six })), ['factor-changed']);
    assert.deepEqual(holdsOn(circumstances({ contactChangedAt: seven, factorChangedAt: seven })), []);
  });

  test('when it is the third within thirty days', () => {
    const [old, recent] = [daysAfter(NOW, -30), daysAfter(NOW, -29)];
    assert.deepEqual(holdsOn(circumstances({ earlierChanges: [old, recent] })), []);
    assert.deepEqual(holdsOn(circumstances({ earlierChanges: [recent, recent] })), ['many-changes']);
  });

  test('when a person without a stated relationship would receive everything', () => {
    const stranger = aSpouse({ party: { ...aSpouse().party, relationship: 'other' } as never });
    assert.deepEqual(holdsOn(circumstances({ after: [stranger] })), ['no-relationship']);
    assert.deepEqual(holdsOn(circumstances({ after: [{ ...stranger, allocation: 9_000 }] })), []);
    assert.deepEqual(holdsOn(circumstances({ after: [aCharity] })), []);
  });
});

test('a change counts from today, or from a later day within a year, and never from an earlier one', () => {
  const read = (text?: string) => {
    const parsed = parseEffectiveDate(text, { today: day('2026-11-23'), market: UNITED_STATES });
    return parsed.ok ? parsed.value : parsed.violations[0]?.code;
  };
  const given = [undefined, ' ', '2026-11-23', '2027-11-23', '2026-11-22', '2027-11-24', '2026-02-30', 'soon'];
  const expected = [undefined, undefined, undefined, '2027-11-23', 'in-the-past', 'too-far', 'malformed', 'malformed'];
  assert.deepEqual(given.map(read), expected);
});
