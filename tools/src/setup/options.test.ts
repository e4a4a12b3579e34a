import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

const ENVIRONMENT = { PORTAL_ORIGIN: 'https://portal.example', API_ORIGIN: 'https://api.example' };
const read = (...words: string[]) => readOptions(words, ENVIRONMENT);

test('nothing is done unless --apply says so', () => {
  const options = read('b2c', '--tenant', 'Contoso.onmicrosoft.com');
  assert.equal(options?.apply, false);
  assert.equal(options?.undo, false);
  assert.equal(options?.tenant, 'contoso.onmicrosoft.com');
});

test('what is missing or wrong is named, with what to write', () => {
  assert.throws(() => read('keycloak'), /setup:b2c or setup:external-id/);
  assert.throws(() => read('b2c'), /--tenant is the directory by its first name/);
  assert.throws(() => read('b2c', '--tenant', 'contoso.example'), /--tenant/);
  assert.throws(() => read('b2c', '--tenant', 'c.onmicrosoft.com', '--dry-run'), /--dry-run/);
  assert.throws(
    () => read('external-id', '--tenant', 'c.onmicrosoft.com', '--authentication-context', 'c100'),
    /c1 to c99/,
  );
});

test('a name cannot break out of the filter that finds it again', () => {
  assert.throws(() => read('b2c', '--tenant', 'c.onmicrosoft.com', '--name', "x' or 1 eq 1"), /--name takes letters/);
});

test('an origin without TLS is refused, except on localhost', () => {
  const origin = (portalOrigin: string) =>
    read('b2c', '--tenant', 'c.onmicrosoft.com', '--portal-origin', portalOrigin);
  assert.throws(() => origin('http://portal.example'), /--portal-origin/);
  assert.throws(() => origin('https://portal.example/'), /--portal-origin/);
  assert.equal(origin('http://localhost:3000')?.portalOrigin, 'http://localhost:3000');
});

test('--help asks for help', () => {
  assert.equal(read('--help'), undefined);
  assert.equal(read('b2c', '--help'), undefined);
});
