import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysAfter } from '@surety/insurance';
import { sweep } from './sweep.ts';
import { setStage } from './testing/stage.ts';
import { databaseKinds } from './testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  test(`a spent proof is forgotten when it can confirm nothing any more, and not before, on ${name}`, async (t) => {
    const stage = await setStage({ database: await make() });
    t.after(() => stage.strike());
    const { spentProofs } = stage.services;
    const proof = { issuer: 'https://login.example', subject: 'ada', provenAt: stage.clock.now };
    const spend = () => stage.db.transaction().execute((transaction) => spentProofs.spend(transaction, proof));
    assert.equal(await spend(), true);
    stage.clock.now = daysAfter(stage.clock.now, 29);
    assert.equal(await sweep(stage.services), 0);
    assert.equal(await spend(), false, 'it is still known');
    stage.clock.now = daysAfter(stage.clock.now, 2);
    assert.equal(await sweep(stage.services), 1);
    assert.deepEqual(await stage.db.selectFrom('api_spent_proof').selectAll().execute(), []);
  });
}
