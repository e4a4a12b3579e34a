import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizationDetails } from './transaction.ts';

const KNOWS = { pushedRequestEndpoint: 'https://id.example/par', detailTypes: ['urn:surety:transaction'] };
const read = (lines: readonly string[], title = 'Change') =>
  JSON.parse(authorizationDetails({ title, lines }, KNOWS).authorization_details ?? '[]')[0] as {
    title: string;
    lines: string[];
  };

test('a transaction goes to a provider that knows the type and takes pushed requests, and to no other', () => {
  const transaction = { title: 'Change', lines: ['one'] };
  const type = 'urn:surety:transaction';
  assert.deepEqual(read(['one']), { type, ...transaction });
  assert.deepEqual(authorizationDetails(transaction, { ...KNOWS, pushedRequestEndpoint: undefined }), {});
  assert.deepEqual(authorizationDetails(transaction, { ...KNOWS, detailTypes: ['payment'] }), {});
  assert.deepEqual(authorizationDetails(undefined, KNOWS), {});
});

test('what would not fit is counted, never silently left out, and the whole stays under the limit', () => {
  const many = read(Array.from({ length: 30 }, (_, index) => `Added: person ${index}`));
  assert.equal(many.lines.length, 20);
  assert.equal(many.lines.at(-1), 'and 11 more, as on the page before');
  const wide = authorizationDetails({ title: 'é'.repeat(300), lines: Array(20).fill('漢'.repeat(300)) }, KNOWS);
  assert.ok(Buffer.byteLength(wide.authorization_details ?? '') <= 3_500);
  assert.match(wide.authorization_details ?? '', /and \d+ more/);
});

test('nothing in it can make a person read another text', () => {
  const { title, lines } = read(['Eve\u202E omeD\nPay me'], 'a\u0000b');
  assert.deepEqual([title, lines], ['a b', ['Eve  omeD Pay me']]);
});
