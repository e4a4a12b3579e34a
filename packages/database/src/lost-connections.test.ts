import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Database, inTransaction, isDatabaseAway, openDatabase } from './index.ts';

const server = process.env.TEST_POSTGRES_URL;
const name = `surety_lost_${randomBytes(6).toString('hex')}`;

type Tables = { note: { id: string } };

if (server !== undefined) {
  describe('a connection to PostgreSQL that is lost', () => {
    let db: Database<Tables>;
    let admin: Database<Tables>;
    before(async () => {
      admin = openDatabase<Tables>(server, 1);
      await sql.raw(`create schema ${name}`).execute(admin);
      db = openDatabase<Tables>(`${server}?options=-csearch_path%3D${name}&application_name=${name}`);
      await sql`create table note (id text primary key)`.execute(db);
    });
    after(async () => {
      await db.destroy();
      await sql.raw(`drop schema ${name} cascade`).execute(admin);
      await admin.destroy();
    });

    /** What a restart, a failover or an operator does. */
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name}`.execute(admin);
    /** Waits until this statement is what one of our connections works on. */
    const isRunning = async (statement: string) => {
      for (let count = 0; count === 0; ) {
        const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
          where application_name = ${name} and state = 'active' and query like ${`${statement}%`}`.execute(admin);
        count = rows[0]?.count ?? 0;
      }
    };
    const ids = async () => (await db.selectFrom('note').select('id').orderBy('id').execute()).map(({ id }) => id);

    test('before the commit: the transaction runs again, once in effect, and the process lives', async () => {
      let runs = 0;
      await inTransaction(db, async (transaction) => {
        runs += 1;
        await transaction.insertInto('note').values({ id: 'again' }).execute();
        if (runs === 1) await cut();
        // Nothing is asked of the connection while it dies: nobody hears of it but the process.
        await new Promise((resolve) => setTimeout(resolve, 20));
        await sql`select 1`.execute(transaction);
      });
      assert.equal(runs, 2);
      assert.deepEqual(await ids(), ['again']);
    });

    test('while it is idle: nobody notices', async () => {
      await cut();
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(await ids(), ['again']);
    });

    test('in the middle of a question outside a transaction: the database is called away', async () => {
      const refused = assert.rejects(sql`select pg_sleep(5)`.execute(db), isDatabaseAway);
      await isRunning('select pg_sleep');
      await cut();
      await refused;
    });

    test('at the commit: what became of it is unknown, so it does not run again', async () => {
      let runs = 0;
      // A deferred trigger is slow at the commit itself.
      await sql
        .raw(
          `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return null; end $$;
           create constraint trigger slow after insert on note deferrable initially deferred for each row execute function slow()`,
        )
        .execute(db);
      const writing = inTransaction(db, async (transaction) => {
        runs += 1;
        await transaction.insertInto('note').values({ id: 'unknown' }).execute();
      });
      const refused = assert.rejects(writing, isDatabaseAway);
      await isRunning('commit');
      await cut();
      await refused;
      assert.equal(runs, 1);
      assert.deepEqual(await ids(), ['again']);
    });

    test('and is asked something all the same: the database is called away', async () => {
      await db.connection().execute(async (connection) => {
        const cutOff = connection.transaction().execute(async (transaction) => {
          await cut();
          await sql`select 1`.execute(transaction);
        });
        await assert.rejects(cutOff, isDatabaseAway);
        await assert.rejects(sql`select 1`.execute(connection), isDatabaseAway);
      });
    });
  });
}

if (server !== undefined) {
  describe('a PostgreSQL that only reads, as after a failover to another', () => {
    const write = async (transaction: Database<object>) => {
      await sql`create table read_only_try (id text)`.execute(transaction);
      await sql`drop table read_only_try`.execute(transaction);
    };

    test('is not asked on the same connection again', async () => {
      const db = openDatabase<object>(server, 1);
      await sql`set default_transaction_read_only = on`.execute(db);
      let runs = 0;
      await inTransaction(db, async (transaction) => {
        runs += 1;
        await write(transaction);
      });
      assert.equal(runs, 2);
      await db.destroy();
    });

    test('on every connection: it is called away', async () => {
      const db = openDatabase<object>(`${server}?options=-cdefault_transaction_read_only%3Don`, 1);
      await assert.rejects(inTransaction(db, write), isDatabaseAway);
      await assert.rejects(write(db), isDatabaseAway);
      await db.destroy();
    });
  });
}
