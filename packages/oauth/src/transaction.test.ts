import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areDetailsOf, transactionDetails } from './index.ts';

const read = (lines: readonly string[], title = 'Change') => transactionDetails({ title, lines })[0];

test('what would not fit is counted, never silently left out, and the whole stays under the limit', () => {
  const many = read(Array.from({ length: 30 }, (_, index) => `Added: person ${index}`));
  assert.equal(many.lines.length, 20);
  assert.equal(many.lines.at(-1), 'and 11 more, as on the page before');
  const wide = JSON.stringify(transactionDetails({ title: 'é'.repeat(300), lines: Array(20).fill('漢'.repeat(300)) }));
  assert.ok(Buffer.byteLength(wide) <= 3_500);
  assert.match(wide, /and \d+ more/);
});

test('a text that is too long is never cut in the middle of a character, which identity would refuse', () => {
  const { title, lines } = read([`${'x'.repeat(198)}😀😀`], `${'x'.repeat(118)}😀😀`);
  assert.deepEqual([title, lines], [`${'x'.repeat(118)}…`, [`${'x'.repeat(198)}…`]]);
});

test('nothing in it can make a person read another text', () => {
  const { title, lines } = read(['Eve\u202E omeD\nPay me'], 'a\u0000b');
  assert.deepEqual([title, lines], ['a b', ['Eve  omeD Pay me']]);
});

test('details are those of a transaction when they say it, all of it, and nothing besides', () => {
  const transaction = { title: 'Change', lines: ['one', 'two'] };
  const [detail] = transactionDetails(transaction);
  assert.ok(areDetailsOf(transaction, [detail]));
  assert.ok(areDetailsOf(transaction, [{ ...detail, reference: 'the application’s own' }]));
  for (const other of [
    ...[undefined, null, '', {}, detail, [], [null], ['Change'], [detail, detail]],
    [{ ...detail, type: 'payment' }],
    [{ ...detail, title: 'Nothing of importance' }],
    [{ ...detail, lines: ['one'] }],
    [{ ...detail, lines: ['two', 'one'] }],
    [{ ...detail, amount: 1 }],
  ])
    assert.equal(areDetailsOf(transaction, other), false, JSON.stringify(other));
});
