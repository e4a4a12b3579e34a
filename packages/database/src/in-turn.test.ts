import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Database, inTurn, openDatabase } from './index.ts';

const server = process.env.TEST_POSTGRES_URL;

if (server !== undefined) {
  describe('a job of which one replica is enough', () => {
    let db: Database<object>;
    before(() => {
      // The smallest pool there may be.
      db = openDatabase<object>(server, 1);
    });
    after(() => db.destroy());

    test('is done by one of those who come together', async () => {
      let finish = (): void => undefined;
      const begun = new Promise<void>((isBegun) => {
        void inTurn(db, 'a job', async () => {
          isBegun();
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        });
      });
      await begun;
      const others = [1, 2].map(() => inTurn(db, 'a job', () => assert.fail('somebody is at it')));
      assert.deepEqual(await Promise.all(others), [false, false]);
      finish();
      while (!(await inTurn(db, 'a job', async () => undefined))) await new Promise(setImmediate);
    });

    test('finds a connection in a pool of one', async () => {
      const isDone = await inTurn(db, 'a modest job', async () => {
        await sql`select 1`.execute(db);
      });
      assert.equal(isDone, true);
    });

    test('keeps its turn however long the server lets others idle in a transaction', async () => {
      const options = 'options=-cidle_in_transaction_session_timeout%3D50';
      const hasty = openDatabase<object>(`${server}?${options}`, 1);
      const isDone = await inTurn(hasty, 'a long job', async () => {
        await setTimeout(200);
        assert.equal(await inTurn(db, 'a long job', async () => undefined), false);
      });
      assert.equal(isDone, true);
      await hasty.destroy();
    });

    test('that fails leaves its turn to the next', async () => {
      const failing = inTurn(db, 'a failing job', () => Promise.reject(new Error('no')));
      await assert.rejects(failing, /no/);
      assert.equal(await inTurn(db, 'a failing job', async () => undefined), true);
    });
  });
}

test('on SQLite, which one process at a time writes, a job is simply done', async () => {
  const db = openDatabase('sqlite::memory:');
  assert.equal(await inTurn(db, 'a job', async () => undefined), true);
  await db.destroy();
});
