import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_PEOPLE } from './demo-people.ts';
import { findPasswordFault } from './password-rule.ts';

test('three of four classes are enough, two are not', () => {
  for (const password of ['Walrus-tooth', 'walrus-7-tooth', 'WALRUS7tooth', 'Ünder-größe', 'Пингвин-42'])
    assert.equal(findPasswordFault(password), undefined, password);
  for (const password of ['walrustooth', 'walrus tooth', 'WALRUSTOOTH7', '1234567890'])
    assert.match(findPasswordFault(password) ?? '', /at least 3/, password);
});

test('length counts characters, from 8 to 64', () => {
  const eight = 'Xy-🐧🐧🐧🐧7';
  assert.equal(findPasswordFault(eight), undefined);
  assert.match(findPasswordFault(eight.slice(0, -1)) ?? '', /between 8 and 64/);
  assert.equal(findPasswordFault(`Ab-${'q'.repeat(61)}`), undefined);
  assert.match(findPasswordFault(`Ab-${'q'.repeat(62)}`) ?? '', /between 8 and 64/);
});

test('the commonest words are refused in every disguise', () => {
  for (const password of [
    'Password1!',
    'P@ssw0rd',
    'Passw0rd123',
    'Qwerty123!',
    'Welcome2026',
    '1Sunshine!',
    'L3tmein!!',
    'Admin123!',
  ])
    assert.match(findPasswordFault(password) ?? '', /others would guess/, password);
});

test('a common word may be part of a longer one', () => {
  assert.equal(findPasswordFault('Dragon-Sails-Home-7'), undefined);
});

test('the demo people’s passwords obey the rule', () => {
  for (const { password } of DEMO_PEOPLE) assert.equal(findPasswordFault(password), undefined);
});
