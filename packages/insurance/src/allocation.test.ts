import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ageOn, type CalendarDate, formatPercentage, parsePercentage, shareEqually, WHOLE } from './index.ts';

test('reads percentages as people write them', () => {
  assert.deepEqual(['50', ' 33.33 ', '33,3', '100 %', '0'].map(parsePercentage), [5_000, 3_333, 3_330, 10_000, 0]);
});

test('refuses what is no percentage, has more than two decimals or exceeds 100', () => {
  for (const text of ['', 'half', '33.333', '-1', '100.01', '1e2', '50 50', '.5'])
    assert.equal(parsePercentage(text), undefined);
});

test('reads back every share it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: WHOLE }), (share) => parsePercentage(formatPercentage(share)) === share),
  );
});

test('shares equally without losing a basis point', () => {
  assert.deepEqual(shareEqually(3), [3_333, 3_333, 3_334]);
  assert.deepEqual(shareEqually(0), []);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (count) => {
      const shares = shareEqually(count);
      const total = shares.reduce((sum, share) => sum + share, 0);
      return total === WHOLE && Math.max(...shares) - Math.min(...shares) <= 1;
    }),
  );
});

test('counts whole years of age, leap days included', () => {
  const day = (text: string) => text as CalendarDate;
  assert.equal(ageOn(day('2008-02-29'), day('2026-02-28')), 17);
  assert.equal(ageOn(day('2008-02-29'), day('2026-03-01')), 18);
  assert.equal(ageOn(day('2008-11-23'), day('2026-11-23')), 18);
});
