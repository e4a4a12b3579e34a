import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createBreachedPasswords } from './breached-passwords.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { findPasswordFault, PASSWORD_RULES } from './password-rule.ts';

test('three of four classes are enough, two are not', () => {
  for (const password of ['Walrus-tooth', 'walrus-7-tooth', 'WALRUS7tooth', 'Ünder-größe', 'Пингвин-42'])
    assert.equal(findPasswordFault(password), undefined, password);
  for (const password of ['walrustooth', 'walrus tooth', 'WALRUSTOOTH7', '1234567890'])
    assert.equal(findPasswordFault(password), 'classes', password);
});

test('length counts characters, from 8 to 64', () => {
  const eight = 'Xy-🐧🐧🐧🐧7';
  assert.equal(findPasswordFault(eight), undefined);
  assert.equal(findPasswordFault(eight.slice(0, -1)), 'length');
  assert.equal(findPasswordFault(`Ab-${'q'.repeat(61)}`), undefined);
  assert.equal(findPasswordFault(`Ab-${'q'.repeat(62)}`), 'length');
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
    assert.equal(findPasswordFault(password), 'common', password);
});

test('a common word may be part of a longer one', () => {
  assert.equal(findPasswordFault('Dragon-Sails-Home-7'), undefined);
});

test('the demo people’s passwords obey the rule', () => {
  for (const { password } of DEMO_PEOPLE) assert.equal(findPasswordFault(password), undefined);
});

test('a rule of digits takes digits only, and a rule without classes takes any characters', () => {
  const digits = { shortest: 6, longest: 6, characters: 'digits', classesNeeded: 0 } as const;
  assert.equal(findPasswordFault('804417', digits), undefined);
  assert.equal(findPasswordFault('80441a', digits), 'digits');
  assert.equal(findPasswordFault('8044', digits), 'length');
  assert.equal(findPasswordFault('walrustooth', PASSWORD_RULES.simple), undefined);
  const all = { shortest: 4, longest: 256, characters: 'any', classesNeeded: 4 } as const;
  assert.equal(findPasswordFault('Walrus7tooth', all), 'classes');
  assert.equal(findPasswordFault(`Walrus-7${'q'.repeat(248)}`, all), undefined);
});

test('passwords of breaches are known in any letter case, those of a file as well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-breached-'));
  const file = join(folder, 'own.txt');
  writeFileSync(file, 'Surety-Harbour-1\r\nsecond\r\n');
  const breached = createBreachedPasswords(file);
  rmSync(folder, { recursive: true });
  for (const password of ['L58jkdjP!', '1QAZ!qaz', 'surety-harbour-1', 'second'])
    assert.equal(await breached.has(password), true, password);
  assert.equal(await breached.has('Walrus-tooth'), false);
  for (const { password } of DEMO_PEOPLE) assert.equal(await breached.has(password), false);
  assert.throws(() => createBreachedPasswords(file), /BREACHED_PASSWORDS_FILE/);
});
