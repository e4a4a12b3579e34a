import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import { createLogger, SettingsError } from '@surety/web';
import { readPortalConfig } from '../config.ts';
import { signIn, startTestPortal } from '../testing/test-portal.ts';
import { TEST_STORES } from '../testing/test-stores.ts';
import { ADA } from '../testing/test-tokens.ts';
import { openSessionStore } from './open-session-store.ts';

/** A way to a server that can be cut and mended: what the network does when a machine goes away. */
async function startCuttableWay(target: URL) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => undefined).on('close', () => sockets.delete(each));
    }
    socket.pipe(onward).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `redis://127.0.0.1:${port}`,
    async cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
    async mend() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

const redis = TEST_STORES.find(({ name }) => name === 'Redis');

if (redis !== undefined) {
  describe('while Redis is away', async () => {
    const { settings, remove } = await redis.open();
    const way = await startCuttableWay(new URL(settings.PORTAL_REDIS_URL ?? ''));
    const portal = await startTestPortal({}, { ...settings, PORTAL_REDIS_URL: way.url });
    after(async () => {
      await portal.close();
      await way.cut();
      await remove();
    });

    test('people read that it is away, and afterwards they are signed in as before, without a restart', async () => {
      portal.api.own(ADA.sub);
      const browser = portal.browser();
      await signIn(portal, browser);
      const underWay = await portal.browser().get('/sign-in');
      assert.equal(underWay.statusCode, 303);
      await way.cut();
      for (const path of ['/policies', '/sign-in', '/']) {
        const page = await browser.get(path);
        assert.deepEqual([page.statusCode, page.headers['retry-after']], [503, '10'], path);
        assert.match(page.body, /cannot be reached right now/);
        assert.doesNotMatch(page.body, /ECONN|redis|127\.0\.0\.1/i);
      }
      assert.equal((await browser.get('/health/ready')).statusCode, 503);
      assert.equal((await browser.get('/health/live')).statusCode, 200);
      await way.mend();
      while ((await browser.get('/health/ready')).statusCode !== 200)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal((await browser.get('/policies')).statusCode, 200);
      const lines = portal.log.filter((line) => /session-store-(away|back)/.test(line));
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as { event: string }).event),
        ['session-store-away', 'session-store-back'],
      );
    });
  });
}

test('a portal whose Redis does not answer at the start says which setting to look at', async () => {
  const secrets = { SESSION_SECRET: 'the-secret-of-the-sessions', PORTAL_CLIENT_SECRET: 'client' };
  const config = readPortalConfig({ ...secrets, PORTAL_REDIS_URL: 'redis://127.0.0.1:9' });
  await assert.rejects(
    openSessionStore(config, createLogger('test', 'silent')),
    (error) => error instanceof SettingsError && /PORTAL_REDIS_URL.*ECONNREFUSED/.test(error.message),
  );
});

test('several replicas need one secret: PORTAL_REDIS_URL without SESSION_SECRET is refused', () => {
  assert.throws(
    () => readPortalConfig({ PORTAL_REDIS_URL: 'redis://localhost:6379', DATA_DIR: '/nonexistent' }),
    /SESSION_SECRET/,
  );
  assert.throws(
    () => readPortalConfig({ PORTAL_REDIS_URL: 'localhost:6379', SESSION_SECRET: 'x'.repeat(20) }),
    /PORTAL_REDIS_URL/,
  );
});
