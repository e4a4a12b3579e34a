import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import {
  type Database,
  inTransaction,
  inTransientTransaction,
  isDatabaseAway,
  isUniqueViolation,
  type Migrations,
  migrate,
  openDatabase,
  undoMigrations,
} from './index.ts';

type Tables = { test_note: { id: string; at: number; read: number } };

const migrations: Migrations = {
  '001-note': {
    up: async (db) =>
      void (await sql`create table test_note (id text primary key, at bigint not null, read integer not null)`.execute(
        db,
      )),
    down: async (db) => void (await sql`drop table test_note`.execute(db)),
  },
};

const folder = mkdtempSync(join(tmpdir(), 'surety-database-'));
after(() => rmSync(folder, { recursive: true }));

const addresses = [`sqlite:${join(folder, 'test.db')}`, process.env.TEST_POSTGRES_URL].filter(
  (url) => url !== undefined,
);

for (const address of addresses) {
  describe(address.split(':')[0] ?? '', () => {
    let db: Database<Tables>;
    before(async () => {
      db = openDatabase<Tables>(address);
      await migrate(db, 'test', migrations);
    });
    after(async () => {
      await undoMigrations(db, 'test', migrations);
      await sql`drop table if exists test_migration`.execute(db);
      await sql`drop table if exists test_migration_lock`.execute(db);
      await db.destroy();
    });

    test('keeps milliseconds as numbers', async () => {
      await db.insertInto('test_note').values({ id: 'a', at: 1_900_000_000_000, read: 0 }).execute();
      assert.deepEqual(
        { ...(await db.selectFrom('test_note').selectAll().where('id', '=', 'a').executeTakeFirstOrThrow()) },
        { id: 'a', at: 1_900_000_000_000, read: 0 },
      );
    });

    test('tells a repeated key from other errors', async () => {
      const insert = () => db.insertInto('test_note').values({ id: 'twice', at: 1, read: 0 }).execute();
      await insert();
      await assert.rejects(insert, isUniqueViolation);
      await assert.rejects(sql`select nonsense from nowhere`.execute(db), (error) => !isUniqueViolation(error));
    });

    test('leaves nothing of a transaction that failed', async () => {
      await assert.rejects(
        inTransaction(db, async (transaction) => {
          await transaction.insertInto('test_note').values({ id: 'gone', at: 1, read: 0 }).execute();
          throw new Error('no');
        }),
        /no/,
      );
      assert.equal(await db.selectFrom('test_note').selectAll().where('id', '=', 'gone').executeTakeFirst(), undefined);
    });

    test('a transient transaction is atomic, and durable commits wait for the disk again after it', async () => {
      const insert = (id: string, fails: boolean) =>
        inTransientTransaction(db, async (transaction) => {
          await transaction.insertInto('test_note').values({ id, at: 1, read: 0 }).execute();
          if (fails) throw new Error('no');
        });
      await assert.rejects(insert('transient-gone', true), /no/);
      await Promise.all([insert('transient-1', false), insert('transient-2', false)]);
      const rows = await db
        .selectFrom('test_note')
        .select('id')
        .where('id', 'like', 'transient-%')
        .orderBy('id')
        .execute();
      assert.deepEqual(
        rows.map(({ id }) => id),
        ['transient-1', 'transient-2'],
      );
      if (!address.startsWith('sqlite:')) return;
      const { rows: levels } = await sql<{ synchronous: number }>`select synchronous from pragma_synchronous`.execute(
        db,
      );
      assert.equal(levels[0]?.synchronous, 2);
    });

    test('loses no update of many concurrent transactions', async () => {
      await db.insertInto('test_note').values({ id: 'count', at: 0, read: 0 }).execute();
      const increment = () =>
        inTransaction(db, async (transaction) => {
          await transaction
            .updateTable('test_note')
            .set((row) => ({ at: row('at', '+', 1) }))
            .where('id', '=', 'count')
            .execute();
        });
      await Promise.all(Array.from({ length: 50 }, increment));
      const { at } = await db.selectFrom('test_note').select('at').where('id', '=', 'count').executeTakeFirstOrThrow();
      assert.equal(at, 50);
    });

    test('counts the rows that a statement changed', async () => {
      const { numUpdatedRows } = await db
        .updateTable('test_note')
        .set({ read: 1 })
        .where('id', '=', 'count')
        .executeTakeFirst();
      assert.equal(numUpdatedRows, 1n);
    });

    const testOfSchemas = address.startsWith('postgres') ? test : () => undefined;
    testOfSchemas('takes no notice of the same tables in another schema', async () => {
      await sql`create schema test_other`.execute(db);
      const other = openDatabase<Tables>(`${address}?options=-csearch_path%3Dtest_other`);
      await migrate(other, 'test', migrations);
      await other.insertInto('test_note').values({ id: 'count', at: 1, read: 0 }).execute();
      assert.equal((await other.selectFrom('test_note').selectAll().execute()).length, 1);
      await other.destroy();
      await sql`drop schema test_other cascade`.execute(db);
    });

    test('migrates once when several start together', async () => {
      await Promise.all([migrate(db, 'test', migrations), migrate(db, 'test', migrations)]);
    });
  });
}

test('waits for another process that writes to the same file, without stopping everything else', async () => {
  const file = join(folder, 'shared.db');
  const other = new DatabaseSync(file);
  const db = openDatabase<Tables>(`sqlite:${file}`);
  await migrate(db, 'test', migrations);
  other.exec('begin immediate');
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 5);
  const writing = inTransaction(db, (transaction) =>
    transaction.insertInto('test_note').values({ id: 'patient', at: 1, read: 0 }).execute(),
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(ticks > 5, 'the event loop stood still');
  other.exec('rollback');
  await writing;
  clearInterval(ticking);
  assert.ok(await db.selectFrom('test_note').selectAll().where('id', '=', 'patient').executeTakeFirst());
  other.close();
  await db.destroy();
});

test('refuses an address of neither kind', () => {
  assert.throws(() => openDatabase('mysql://x'), /sqlite:FILE or postgres/);
});

test('a name that cannot be resolved, or a network without a way there, is a database that is away', () => {
  for (const code of ['EAI_AGAIN', 'ENETUNREACH'])
    assert.ok(isDatabaseAway(Object.assign(new Error(`${code} postgres`), { code })), code);
});

test('tells a database that is away or locked from other errors', async () => {
  const away = openDatabase('postgres://nobody@127.0.0.1:9/none');
  await assert.rejects(sql`select 1`.execute(away), isDatabaseAway);
  await away.destroy();
  const address = `sqlite:${join(folder, 'locked.db')}`;
  const [first, second] = [openDatabase(address), openDatabase(address)];
  await sql`pragma busy_timeout = 0`.execute(second);
  await first.transaction().execute(async () => {
    await assert.rejects(sql`create table test_other (id text)`.execute(second), isDatabaseAway);
  });
  await assert.rejects(sql`select nonsense from nowhere`.execute(second), (error) => !isDatabaseAway(error));
  await Promise.all([first.destroy(), second.destroy()]);
});
