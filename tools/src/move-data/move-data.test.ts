import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Database, holdSqliteFile, openDatabase, tableShapes } from '@surety/database';
import { sql } from 'kysely';
import { type AppName, dataStores } from '../data/data-stores.ts';
import { fillTable } from '../testing/fill-table.ts';
import { onServer } from '../testing/on-server.ts';
import { parseMoveCommand } from './move-command.ts';
import { moveData } from './move-data.ts';

const server = process.env.TEST_POSTGRES_URL;
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

if (server !== undefined) {
  describe('moving data to PostgreSQL', () => {
    const folder = mkdtempSync(join(tmpdir(), 'surety-move-'));
    const prefix = `surety_move_${randomBytes(6).toString('hex')}`;
    const urlOf = (app: AppName) => {
      const url = new URL(server);
      url.pathname = `/${prefix}_${app}`;
      return url.href;
    };
    const environment = {
      DATA_DIR: folder,
      IDENTITY_DATABASE_URL: urlOf('identity'),
      API_DATABASE_URL: urlOf('api'),
      PORTAL_DATABASE_URL: urlOf('portal'),
    };
    const stores = dataStores(environment);
    const move = async (...words: string[]) => {
      const lines: string[] = [];
      const command = parseMoveCommand(words);
      assert.ok(command);
      await moveData({ command, environment, say: (line) => void lines.push(line) });
      return lines;
    };

    before(async () => {
      for (const { app, open, fileIn } of stores) {
        await onServer(server, `create database ${prefix}_${app}`);
        const db = await open(`sqlite:${fileIn(folder)}`);
        for (const shape of await tableShapes(db)) await fillTable(db, shape, 3);
        await db.destroy();
      }
    });
    after(async () => {
      for (const { app } of stores) await onServer(server, `drop database ${prefix}_${app} with (force)`);
      rmSync(folder, { recursive: true });
    });

    test('a dry run says what would move and moves nothing', async () => {
      const lines = await move('--dry-run');
      assert.ok(lines.includes('api  api_policy: 3 rows would move'));
      const api = openDatabase(urlOf('api'), 1);
      await assert.rejects(rowsOf(api, 'api_policy'));
      await api.destroy();
    });

    test('does not begin while somebody writes to the file', async () => {
      const letGo = holdSqliteFile(join(folder, 'portal.db'));
      await assert.rejects(move('portal'), /Somebody writes to .*portal\.db. Stop portal first/);
      letGo();
    });

    test('every table of every app arrives, row by row, whatever colleagues add to them', async () => {
      await move('portal', 'api', 'identity');
      for (const { app, open, fileIn, address } of stores) {
        const [source, target] = [await open(`sqlite:${fileIn(folder)}`), await open(address)];
        const shapes = await tableShapes(source);
        assert.ok(shapes.length >= 4, app);
        for (const { name } of shapes) {
          const [before, moved] = [await rowsOf(source, name), await rowsOf(target, name)];
          assert.ok(before.length >= 3, `${name} has rows to move`);
          assert.deepEqual(moved, before, name);
        }
        assert.deepEqual(await tablesOf(target), await tablesOf(source), `${app}: a table was forgotten`);
        await source.destroy();
        await target.destroy();
      }
    });

    test('refuses a database that holds something already', async () => {
      await assert.rejects(move('portal'), /holds rows already. Move into an empty database/);
    });

    test('waits longer for an answer than the apps do', async () => {
      await onServer(server, `drop database ${prefix}_portal with (force)`);
      await onServer(server, `create database ${prefix}_portal`);
      const target = await stores.find(({ app }) => app === 'portal')?.open(urlOf('portal'));
      assert.ok(target);
      const moving = await target.transaction().execute(async (holder) => {
        await sql`lock table portal_session in access exclusive mode`.execute(holder);
        const begun = moveData({
          command: { apps: ['portal'], from: undefined, isDryRun: false },
          environment: { ...environment, PORTAL_DATABASE_URL: `${urlOf('portal')}?query_timeout=100` },
          say: () => undefined,
        });
        const isWaiting = sql`select 1 from pg_locks where relation = 'portal_session'::regclass and not granted`;
        while ((await isWaiting.execute(holder)).rows.length === 0);
        await setTimeout(300);
        return [begun];
      });
      await Promise.all(moving);
      assert.ok((await rowsOf(target, 'portal_session')).length >= 3);
      await target.destroy();
    });

    test('killed in the middle it goes on where it was, and corrects what changed meanwhile', async () => {
      const [, api] = stores;
      assert.ok(api);
      await onServer(server, `drop database ${prefix}_api with (force)`);
      await onServer(server, `create database ${prefix}_api`);
      const file = api.fileIn(folder);
      const source = await api.open(`sqlite:${file}`);
      const shapes = await tableShapes(source);
      const holders = shapes.find(({ name }) => name === 'api_policyholder');
      assert.ok(holders);
      await fillTable(source, holders, 6_000);
      const child = spawn(process.execPath, [main, 'api'], { env: { ...process.env, ...environment } });
      let said = '';
      for await (const chunk of child.stdout) {
        said += String(chunk);
        if (said.includes('api_policyholder: 500 of')) break;
      }
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await source.destroy();
      await changeSomething(file);
      const lines = await move('api');
      const resumed = lines.find((line) => /api_policyholder: \d+ rows, goes on after \d+/.test(line));
      assert.ok(resumed, lines.slice(0, 5).join('\n'));
      assert.ok(
        lines.some((line) => /api_policyholder: 2 rows had changed|api_policyholder: 1 rows had changed/.test(line)),
      );
      const [left, right] = [await api.open(`sqlite:${file}`), await api.open(api.address)];
      assert.deepEqual(await rowsOf(right, 'api_policyholder'), await rowsOf(left, 'api_policyholder'));
      await left.destroy();
      await right.destroy();
    });
  });
}

test('says how it is used when it is not understood', () => {
  assert.equal(parseMoveCommand(['everything']), undefined);
  assert.equal(parseMoveCommand(['--fast']), undefined);
  assert.deepEqual(parseMoveCommand([])?.apps, ['identity', 'api', 'portal']);
});

async function changeSomething(file: string): Promise<void> {
  const db = openDatabase<{ api_policyholder: { id: string; created_at: number } }>(`sqlite:${file}`);
  const rows = await db.selectFrom('api_policyholder').select('id').orderBy('id').limit(20).execute();
  const [changed, removed] = rows.slice(10);
  assert.ok(changed && removed);
  await db.updateTable('api_policyholder').set({ created_at: 99 }).where('id', '=', changed.id).execute();
  await db.deleteFrom('api_policyholder').where('id', '=', removed.id).execute();
  await db.destroy();
}

async function rowsOf(db: Database<unknown>, table: string): Promise<string[]> {
  const rows = await (db as Database<Record<string, object>>).selectFrom(table).selectAll().execute();
  return rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
}

async function tablesOf(db: Database<unknown>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables
    .map(({ name }) => name)
    .filter((name) => !/_migration|^surety_move|^sqlite_/.test(name))
    .sort();
}
