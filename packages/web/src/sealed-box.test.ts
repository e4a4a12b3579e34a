import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSealedBox } from './sealed-box.ts';

const box = createSealedBox('a secret', 'test');

test('opens what it sealed', () => {
  assert.equal(box.open(box.seal('résumé', 'row 1'), 'row 1'), 'résumé');
});

test('seals the same text differently each time', () => {
  assert.notEqual(box.seal('x', 'row 1'), box.seal('x', 'row 1'));
});

test('does not open what was sealed for another context, with another secret or for another purpose', () => {
  const sealed = box.seal('x', 'row 1');
  assert.equal(box.open(sealed, 'row 2'), undefined);
  assert.equal(createSealedBox('another secret', 'test').open(sealed, 'row 1'), undefined);
  assert.equal(createSealedBox('a secret', 'other').open(sealed, 'row 1'), undefined);
});

test('does not open what was changed or cut', () => {
  const bytes = Buffer.from(box.seal('x', 'row 1'), 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  assert.equal(box.open(bytes.toString('base64url'), 'row 1'), undefined);
  assert.equal(box.open(bytes.subarray(0, 20).toString('base64url'), 'row 1'), undefined);
  assert.equal(box.open('', 'row 1'), undefined);
});
