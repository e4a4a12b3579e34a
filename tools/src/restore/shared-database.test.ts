import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openDatabase, tableShapes } from '@surety/database';
import { secretFromDataFolder } from '@surety/web';
import { takeBackup } from '../backup/take-backup.ts';
import { type AppName, dataStores } from '../data/data-stores.ts';
import { moveData } from '../move-data/move-data.ts';
import { fillTable } from '../testing/fill-table.ts';
import { onServer } from '../testing/on-server.ts';
import { ownDatabases } from '../testing/own-databases.ts';
import { restoreBackup } from './restore-backup.ts';

const server = process.env.TEST_POSTGRES_URL;
const APPS: readonly AppName[] = ['identity', 'api', 'portal'];

/** Settings by which each app has the database that stands at its place. */
const environmentOf = (folder: string, addresses: readonly string[]) => ({
  DATA_DIR: folder,
  ...Object.fromEntries(APPS.map((app, at) => [`${app.toUpperCase()}_DATABASE_URL`, addresses[at]])),
});

if (server !== undefined) {
  describe('a backup of apps that share a PostgreSQL database', () => {
    const place = mkdtempSync(join(tmpdir(), 'surety-shared-'));
    const { make, dropAll } = ownDatabases(server);
    after(async () => {
      rmSync(place, { recursive: true });
      await dropAll();
    });

    const source = join(place, 'source');
    secretFromDataFolder(source, 'identity-secret');

    /** Fills the databases of all three apps and takes a backup. */
    const backupOf = async (addresses: readonly string[]) => {
      const environment = environmentOf(source, addresses);
      for (const { app, open, fileIn } of dataStores({ DATA_DIR: source })) {
        const db = await open(`sqlite:${fileIn(source)}`);
        if ((await rowsIn(db)) === 0) for (const shape of await tableShapes(db)) await fillTable(db, shape, 2);
        await db.destroy();
        const command = { apps: [app], from: undefined, isDryRun: false };
        await moveData({ command, environment, say: () => undefined });
      }
      const file = join(place, `${addresses.map((address) => address.slice(-4)).join('-')}.backup`);
      await takeBackup({ file, environment, now: new Date() });
      return file;
    };

    /** How many rows the apps have, over all their databases. */
    const rowsOf = async (addresses: readonly string[]) => {
      let rows = 0;
      for (const address of new Set(addresses)) {
        const db = openDatabase<unknown>(address, 1);
        rows += await rowsIn(db).finally(() => db.destroy());
      }
      return rows;
    };

    for (const [words, shares] of [
      ['one for all three', [0, 0, 0]],
      ['one for two of them', [0, 1, 0]],
      ['one for each', [0, 1, 2]],
    ] as const) {
      const databases = async () => {
        const made = await Promise.all([make(), make(), make()]);
        return shares.map((share) => made[share] ?? '');
      };

      test(`comes back where there is ${words}`, async () => {
        const [from, to] = [await databases(), await databases()];
        const file = await backupOf(from);
        const folder = join(place, `restored-${shares.join('')}`);
        await restoreBackup({ file, environment: environmentOf(folder, to) });
        assert.equal(await rowsOf(to), await rowsOf(from));
        assert.ok(existsSync(join(folder, 'secrets', 'identity-secret')));
      });
    }

    test('is refused, and nothing begun, where the apps share otherwise than in the backup', async () => {
      const [one, two] = [await make(), await make()];
      const file = await backupOf([one, one, one]);
      const [there, other] = [await make(), await make()];
      const apart = environmentOf(join(place, 'apart'), [there, other, there]);
      await assert.rejects(restoreBackup({ file, environment: apart }), /identity and api share one database in it/);
      const separate = await backupOf([two, await make(), await make()]);
      const together = environmentOf(join(place, 'together'), [there, there, other]);
      await assert.rejects(restoreBackup({ file: separate, environment: together }), /a database of its own in it/);
      assert.equal(await rowsOf([there, other]), 0);
    });

    test('that cannot be filled in leaves nothing, so that it can be tried again', async () => {
      const from = await make();
      const file = await backupOf([from, from, from]);
      const to = await make();
      // No table, so the database counts as empty; the dump meets it when it is under way.
      await onServer(to, 'create type api_policy as enum ()');
      const folder = join(place, 'failed');
      const environment = environmentOf(folder, [to, to, to]);
      await assert.rejects(restoreBackup({ file, environment }), /pg_restore failed: .*api_policy.* already exists/s);
      assert.equal(await rowsOf([to]), 0);
      assert.ok(!existsSync(folder) || !existsSync(join(folder, 'secrets')), 'no secrets without their database');
      await onServer(to, 'drop type api_policy');
      await restoreBackup({ file, environment });
      assert.equal(await rowsOf([to]), await rowsOf([from]));
    });

    test('that fails at the second of two databases says which one is filled and what to do', async () => {
      const [one, two] = [await make(), await make()];
      const file = await backupOf([one, two, one]);
      const [first, second] = [await make(), await make()];
      await onServer(second, 'create type api_policy as enum ()');
      const environment = environmentOf(join(place, 'half'), [first, second, first]);
      await assert.rejects(
        restoreBackup({ file, environment }),
        /The database of identity and portal is filled already: make it anew before you try again/,
      );
      assert.ok(!existsSync(join(place, 'half', 'secrets')));
    });
  });
}

async function rowsIn(db: ReturnType<typeof openDatabase<unknown>>): Promise<number> {
  let rows = 0;
  for (const { name } of await db.introspection.getTables()) {
    const found = await (db as ReturnType<typeof openDatabase<Record<string, object>>>)
      .selectFrom(name)
      .selectAll()
      .execute();
    rows += found.length;
  }
  return rows;
}
