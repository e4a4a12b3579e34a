import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factorChangedAt, rolesOf } from './standing.ts';

test('reads roles from an array, and from words with spaces, commas or semicolons between them', () => {
  const read = (value: unknown) => [...rolesOf({ extension_Roles: value }, 'extension_Roles')];
  assert.deepEqual(read(['Staff', 'auditor']), ['staff', 'auditor']);
  for (const words of ['staff auditor', 'Staff,auditor', ' staff; auditor '])
    assert.deepEqual(read(words), ['staff', 'auditor']);
});

test('gives no role for what is absent, inherited or of another kind', () => {
  for (const value of [undefined, '', {}, 7, true, [7, null, '']])
    assert.equal(rolesOf({ roles: value }, 'roles').size, 0);
  assert.equal(rolesOf({}, 'constructor').size, 0);
  assert.equal(rolesOf({ roles: ['nonstaff'] }, 'roles').has('staff'), false);
});

test('knows when a factor changed only from a claim that is configured and a time', () => {
  assert.deepEqual(factorChangedAt({ changed: 1_700_000_000 }, 'changed'), new Date(1_700_000_000_000));
  assert.deepEqual(factorChangedAt({ changed: '1700000000' }, 'changed'), new Date(1_700_000_000_000));
  for (const value of [undefined, '', 'soon', -1, 1.5, null])
    assert.equal(factorChangedAt({ changed: value }, 'changed'), undefined);
  assert.equal(factorChangedAt({ changed: 1 }, undefined), undefined);
});
