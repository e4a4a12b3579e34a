import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Database, inTransaction, isDatabaseAway, openDatabase } from './index.ts';

const server = process.env.TEST_POSTGRES_URL;
const name = `surety_limits_${randomBytes(6).toString('hex')}`;
const PATIENCE_MS = 600;

type Tables = { note: { id: string; count: number } };

if (server !== undefined) {
  describe('a statement that takes longer than an answer is waited for', () => {
    let db: Database<Tables>;
    let admin: Database<Tables>;
    before(async () => {
      admin = openDatabase<Tables>(`${server}?options=-csearch_path%3D${name}`, 2);
      await sql.raw(`create schema ${name}`).execute(admin);
      await sql`create table note (id text primary key, count integer not null)`.execute(admin);
      await admin.insertInto('note').values({ id: 'one', count: 0 }).execute();
      const settings = `query_timeout=${PATIENCE_MS}&options=-csearch_path%3D${name}&application_name=${name}`;
      db = openDatabase<Tables>(`${server}?${settings}`, 2);
    });
    after(async () => {
      await db.destroy();
      await sql.raw(`drop schema ${name} cascade`).execute(admin);
      await admin.destroy();
    });

    const increment = (database: Database<Tables>) =>
      sql`update note set count = count + 1 where id = 'one'`.execute(database);
    const sessions = async () => {
      const { rows } = await sql<{ state: string }>`
        select state from pg_stat_activity where application_name = ${name}`.execute(admin);
      return rows.map(({ state }) => state);
    };

    test('because of a lock: it is called away, ran once, and waits on the server no more', async () => {
      let runs = 0;
      await admin.transaction().execute(async (holder) => {
        await increment(holder);
        const writing = inTransaction(db, async (transaction) => {
          runs += 1;
          await increment(transaction);
        });
        await assert.rejects(writing, isDatabaseAway);
        assert.deepEqual(await sessions(), ['idle']);
      });
      assert.equal(runs, 1);
      await inTransaction(db, increment);
      assert.deepEqual(await sessions(), ['idle'], 'the connection was of use afterwards');
      const { count } = await db.selectFrom('note').select('count').executeTakeFirstOrThrow();
      assert.equal(count, 2);
    });

    test('outside a transaction: it is called away, and the server is at it no more', async () => {
      await assert.rejects(sql`select pg_sleep(60)`.execute(db), isDatabaseAway);
      // The server tells of the end a moment before it is idle.
      for (let looks = 0; looks < 500 && (await sessions()).includes('active'); looks += 1);
      assert.deepEqual(await sessions(), ['idle']);
    });

    test('in a transaction: the limit is its own, whatever a pooler in transaction mode left on the connection', async () => {
      const one = openDatabase<Tables>(`${server}?query_timeout=${PATIENCE_MS}`, 1);
      await sql`set statement_timeout = 0`.execute(one);
      await assert.rejects(
        inTransaction(one, (transaction) => sql`select pg_sleep(5)`.execute(transaction)),
        { code: '57014' },
      );
      await one.destroy();
    });

    test('whoever is gone is noticed by the server, which lets go of what they had locked', async () => {
      const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
        where name like 'tcp_keepalives%' or name = 'client_connection_check_interval' order by name`.execute(db);
      const seconds = rows.map(({ setting }) => Number(setting));
      assert.deepEqual(seconds, [5_000, 3, 30, 10]);
    });

    test('0 in the address waits as long as it takes', async () => {
      const patient = openDatabase(`${server}?query_timeout=0`, 1);
      await sql`select pg_sleep(0.05)`.execute(patient);
      const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(patient);
      assert.equal(rows[0]?.statement_timeout, '0');
      await patient.destroy();
    });
  });
}
