import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { type Database, type Migrations, migrate, openDatabase } from './index.ts';

const server = process.env.TEST_POSTGRES_URL;
const name = `surety_migrations_${randomBytes(6).toString('hex')}`;
const PATIENCE_MS = 300;

const migrationOf = (statement: string): Migrations => ({
  '001-only': { up: async (db) => void (await sql.raw(statement).execute(db)) },
});

if (server !== undefined) {
  describe('a migration on PostgreSQL that takes longer than an answer is waited for', () => {
    let admin: Database<object>;
    let address: string;
    let db: Database<object>;
    before(async () => {
      const settings = `options=-csearch_path%3D${name}&application_name=${name}`;
      admin = openDatabase(`${server}?options=-csearch_path%3D${name}`, 1);
      await sql.raw(`create schema ${name}`).execute(admin);
      address = `${server}?query_timeout=${PATIENCE_MS}&${settings}`;
      db = openDatabase(address, 1);
    });
    after(async () => {
      await db.destroy();
      await sql.raw(`drop schema ${name} cascade`).execute(admin);
      await admin.destroy();
    });
    const count = async (counting: RawBuilder<{ count: number }>) =>
      (await counting.execute(admin)).rows[0]?.count ?? 0;

    test('comes to its end, and another replica waits for it and finds it done', async () => {
      const migrations = migrationOf(
        `create table slow as select pg_sleep(${(3 * PATIENCE_MS) / 1000})::text as slept`,
      );
      const other = openDatabase(address, 1);
      await Promise.all([migrate(db, 'slow', migrations), migrate(other, 'slow', migrations)]);
      await other.destroy();
      assert.equal(await count(sql`select count(*) as count from slow`), 1);
      assert.equal(await count(sql`select count(*) as count from slow_migration`), 1);
    });

    test('waits for a replica of a former release, whose lock is the same', async () => {
      await admin.connection().execute(async (former) => {
        await sql`select pg_advisory_lock(3853314791062309107)`.execute(former);
        let isDone = false;
        const migrating = migrate(db, 'waiting', migrationOf('create table waiting (id text)')).then(() => {
          isDone = true;
        });
        await setTimeout(2 * PATIENCE_MS);
        assert.equal(isDone, false);
        await sql`select pg_advisory_unlock(3853314791062309107)`.execute(former);
        await migrating;
      });
      assert.equal(await count(sql`select count(*) as count from waiting`), 0);
    });

    test('that fails leaves nothing behind, neither a table nor a lock, and says why', async () => {
      const failing = migrationOf('create table half (id text); select nonsense');
      await assert.rejects(migrate(db, 'failing', failing), /column "nonsense" does not exist/);
      const cut = migrationOf('select pg_terminate_backend(pg_backend_pid())');
      await assert.rejects(migrate(db, 'cut', cut), /terminating connection due to administrator command/);
      const left = sql<{ count: number }>`select count(*) as count from pg_tables
        where schemaname = ${name} and tablename in ('half', 'failing_migration', 'cut_migration')`;
      assert.equal(await count(left), 0);
      await migrate(db, 'failing', migrationOf('create table whole (id text)'));
    });

    test('leaves no connection of its own', async () => {
      await migrate(db, 'closing', {});
      const sessions = sql<{ count: number }>`select count(*) as count from pg_stat_activity
        where application_name = ${name} and query not like '%1 as one%'`;
      await sql`select 1 as one`.execute(db);
      for (let looks = 0; looks < 500 && (await count(sessions)) > 0; looks += 1);
      assert.equal(await count(sessions), 0);
    });
  });
}
