import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Database, inTransaction, isDatabaseAway, openDatabase } from './index.ts';

const server = process.env.TEST_POSTGRES_URL;
const PATIENCE_MS = 300;

/** A way to the database that can fall silent, as a cut network does: nothing is refused, nothing comes through. */
async function aWay({ hostname, port }: URL) {
  const sockets: Socket[] = [];
  const way = createServer((near) => {
    const far = connect(Number(port || 5432), hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => undefined));
  });
  await once(way.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (way.address() as AddressInfo).port,
    fallSilent: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      way.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

if (server !== undefined) {
  describe('a connection to PostgreSQL on which nothing comes any more', () => {
    let way: Awaited<ReturnType<typeof aWay>>;
    let db: Database<object>;
    before(async () => {
      const target = new URL(server);
      way = await aWay(target);
      target.hostname = '127.0.0.1';
      target.port = String(way.port);
      target.searchParams.set('query_timeout', String(PATIENCE_MS));
      db = openDatabase<object>(target.href, 2);
    });
    after(async () => {
      way.close();
      await db.destroy();
    });
    const ask = () => sql`select 1`.execute(db);

    test('is given up, and the next question finds another', async () => {
      await ask();
      way.fallSilent();
      await assert.rejects(ask(), isDatabaseAway);
      await ask();
    });

    test('in a transaction: it does not run again, and the rollback does not wait for the silent one a second time', async () => {
      let runs = 0;
      const began = performance.now();
      const asking = inTransaction(db, async (transaction) => {
        runs += 1;
        way.fallSilent();
        await sql`select 1`.execute(transaction);
      });
      await assert.rejects(asking, isDatabaseAway);
      assert.equal(runs, 1);
      assert.ok(performance.now() - began < 2 * PATIENCE_MS, 'the rollback waited as well');
      await ask();
    });
  });
}
