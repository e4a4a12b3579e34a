import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_PAGE, parseReturnPath } from './return-path.ts';

test('a path of ours is kept with its query', () => {
  for (const path of ['/policies', '/policies/SUR-1/beneficiaries?resume=1', '/changes/a%20b', '/'])
    assert.equal(parseReturnPath(path), path);
});

test('everything that could leave the portal, or loop through the sign-in, is the first page', () => {
  const refused = [
    undefined,
    ['/account'],
    '',
    'account',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\u0000/evil.example',
    '/\n/evil.example',
    '/\u200b/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-in/callback?code=1',
    '/sign-out',
    `/${'x'.repeat(600)}`,
  ];
  for (const path of refused) assert.equal(parseReturnPath(path), FIRST_PAGE, JSON.stringify(path));
});
