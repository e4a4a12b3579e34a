import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPasswords } from './passwords.ts';

test('a password belongs to its own hash alone, in any Unicode form', async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash('Gr\u00F6\u00DFe-und-7');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await passwords.isRight(hash, 'Gro\u0308\u00DFe-und-7'), true);
  assert.equal(await passwords.isRight(hash, 'Gr\u00F6\u00DFe-und-8'), false);
  assert.notEqual(await passwords.hash('Gr\u00F6\u00DFe-und-7'), hash);
});

test('without an account no password is right, not even the decoy’s', async () => {
  assert.equal(await createPasswords().isRight(undefined, 'nobody has this password'), false);
});

test('beyond the longest queue people are asked to come back, and nobody waits for ever', async () => {
  const passwords = createPasswords({ concurrency: 1, mostWaiting: 2 });
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => passwords.hash('Walrus-tooth-7')));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  );
  const refused = results[3];
  assert.equal(refused?.status === 'rejected' && refused.reason.code, 'too-busy');
  assert.match(await passwords.hash('Walrus-tooth-7'), /^\$argon2id/);
});
