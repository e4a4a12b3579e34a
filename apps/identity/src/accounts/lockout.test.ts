import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { aHouse, later } from '../testing/a-person.ts';
import type { TestIdentity } from '../testing/test-identity.ts';
import { createLockout, lockDuration } from './lockout.ts';

let identity: TestIdentity;
before(async () => {
  identity = await aHouse();
});
after(() => identity.close());

test('locks last a minute ten times, then twice as long each time, five hours at most', () => {
  const minutes = [1, 10, 11, 12, 15, 18, 19, 100].map((locks) => lockDuration(locks) / 60_000);
  assert.deepEqual(minutes, [1, 1, 2, 4, 32, 256, 300, 300]);
});

test('after a lock each further wrong try locks again', async () => {
  const { lockout } = identity.services;
  for (let tries = 1; tries <= 10; tries += 1) assert.equal(await lockout.mayTry('someone', `wrong ${tries}`), true);
  assert.equal(await lockout.mayTry('someone', 'other'), false);
  later(identity, 1);
  assert.equal(await lockout.mayTry('someone', 'another'), true);
  assert.equal(await lockout.mayTry('someone', 'yet another'), false);
});

test('a lock holds for the repeated wrong password as well', async () => {
  const { lockout } = identity.services;
  for (let tries = 1; tries <= 10; tries += 1) await lockout.mayTry('repeating', `wrong ${tries}`);
  assert.equal(await lockout.mayTry('repeating', 'wrong 10'), false);
});

test('one slip of the keyboard counts once: Caps Lock, spaces at the ends, another Unicode form', async () => {
  const { lockout } = identity.services;
  for (const slip of ['Höhe-7', 'hÖHE-7', ' Höhe-7', 'hÖHE-7 ', 'Ho\u0308he-7'])
    for (let times = 1; times <= 5; times += 1) assert.equal(await lockout.mayTry('slipping', slip), true, slip);
  for (let tries = 1; tries <= 9; tries += 1) assert.equal(await lockout.mayTry('slipping', `wrong ${tries}`), true);
  assert.equal(await lockout.mayTry('slipping', 'one more'), false);
});

test('what is only like a wrong password counts: each would be a guess for free', async () => {
  const { lockout } = identity.services;
  for (let tries = 1; tries <= 10; tries += 1) assert.equal(await lockout.mayTry('guessing', `Summer-${tries}`), true);
  assert.equal(await lockout.mayTry('guessing', 'summer-1'), false);
});

test('a right try forgets the wrong ones', async () => {
  const { lockout, db } = identity.services;
  for (let tries = 1; tries <= 9; tries += 1) await lockout.mayTry('lucky');
  await inTransaction(db, (transaction) => lockout.clear(transaction, 'lucky'));
  for (let tries = 1; tries <= 10; tries += 1) assert.equal(await lockout.mayTry('lucky'), true);
});

test('a tenant may lock after other numbers of tries, for other times', async () => {
  const lockout = createLockout({
    ...identity.services,
    tenant: { lockout: { wrongTries: 3, shortestSeconds: 300 } },
  });
  for (let tries = 1; tries <= 3; tries += 1) assert.equal(await lockout.mayTry('strict', `wrong ${tries}`), true);
  later(identity, 4);
  assert.equal(await lockout.mayTry('strict', 'other'), false);
  later(identity, 2);
  assert.equal(await lockout.mayTry('strict', 'another'), true);
});

test('neither addresses nor passwords can be read from what is kept', async () => {
  await identity.services.lockout.mayTry('password:grace@demo.example', 'hunter2-and-more');
  const rows = JSON.stringify(await identity.services.db.selectFrom('identity_lockout').selectAll().execute());
  assert.doesNotMatch(rows, /grace|hunter2/);
});

test('wrong tries are forgotten after a day', async () => {
  later(identity, 25 * 60);
  const { lockout, db } = identity.services;
  await inTransaction(db, (transaction) => lockout.removeExpired(transaction));
  assert.deepEqual(await db.selectFrom('identity_lockout').selectAll().execute(), []);
});
