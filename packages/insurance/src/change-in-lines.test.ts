import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Beneficiary } from './beneficiary.ts';
import type { CalendarDate } from './calendar-date.ts';
import { changeInLines, type DesignationChange } from './change-in-lines.ts';

const aPerson = (name: string, change: Partial<Beneficiary> = {}): Beneficiary => ({
  class: 'primary',
  party: { kind: 'person', name, relationship: 'child', bornOn: '1990-04-05' as CalendarDate },
  allocation: 10_000,
  distribution: 'per-capita',
  ...change,
});

const endorsement = (change: Partial<DesignationChange>): DesignationChange => ({
  policyNumber: 'SUR-100001',
  before: [aPerson('Byron King')],
  after: [aPerson('Byron King')],
  ...change,
});

test('says each beneficiary that is added, removed or changed, and from when it counts', () => {
  const after = [aPerson('Eve Demo', { allocation: 4_000 }), aPerson('Byron King', { allocation: 6_000 })];
  const before = [aPerson('Byron King'), aPerson('Cleo Demo', { class: 'contingent' })];
  assert.deepEqual(changeInLines(endorsement({ before, after, askedFor: '2027-01-01' as CalendarDate })), {
    title: 'Change beneficiaries',
    lines: [
      'Policy SUR-100001',
      'Added: Eve Demo, 40\u00a0% primary',
      'Changed: Byron King, 60\u00a0% primary, was 100\u00a0%',
      'Removed: Cleo Demo, 100\u00a0% contingent',
      'Counts from January 1, 2027',
    ],
  });
});

test('stays short when many are named', () => {
  const after = Array.from({ length: 20 }, (_, index) => aPerson(`Heir ${index}`, { allocation: 500 }));
  const { lines } = changeInLines(endorsement({ after }));
  assert.deepEqual([lines.length, lines.at(-1)], [9, 'and 14 more']);
});

test('says of each further policy what happens there', () => {
  const before = [aPerson('Cleo Demo')];
  const together = [{ policyNumber: 'SUR-100002', before }];
  const { title, lines } = changeInLines(endorsement({ after: [aPerson('Eve Demo')], together }));
  assert.equal(title, 'Change beneficiaries of 2 policies');
  assert.deepEqual(lines.slice(3), [
    'Policy SUR-100002',
    'Added: Eve Demo, 100\u00a0% primary',
    'Removed: Cleo Demo, 100\u00a0% primary',
  ]);
});
