import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskEmailAddress, parseEmailAddress } from './email-address.ts';

test('one address has one form', () => {
  assert.equal(parseEmailAddress('  Ada.L+x@Demo.EXAMPLE '), 'ada.l+x@demo.example');
  assert.equal(parseEmailAddress('ada@büro.example'), 'ada@xn--bro-hoa.example');
});

test('what could carry another header or recipient is no address', () => {
  for (const text of [
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example, c@d.example',
    '"a b"@b.example',
    'A <a@b.example>',
    'a\u0000@b.example',
    'a@b.example\n.c',
    'a@[127.0.0.1]',
  ])
    assert.equal(parseEmailAddress(text), undefined, text);
});

test('what is no address is refused', () => {
  for (const text of [
    '',
    '@',
    'a@',
    '@b.example',
    'a@b',
    'a..b@c.example',
    'a@-b.example',
    `${'a'.repeat(65)}@b.example`,
  ])
    assert.equal(parseEmailAddress(text), undefined, text);
  assert.equal(parseEmailAddress(`a@${'b'.repeat(60)}.`.repeat(5)), undefined);
});

test('a masked address shows its first letter and its domain', () => {
  assert.equal(maskEmailAddress('grace@demo.example'), 'g•••@demo.example');
});
