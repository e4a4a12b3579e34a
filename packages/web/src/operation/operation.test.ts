import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import {
  closeGracefully,
  createLogger,
  createRateLimiter,
  createWebServer,
  DEFAULT_OPERATION,
  type OperationConfig,
  type RateLimiter,
  registerHealth,
  type SharedCounts,
} from '../index.ts';

const logger = createLogger('test', 'silent');
const HEALTH = { live: '/health/live', ready: '/health/ready' };

/** A server that answers `/slow` when it is told to, listening on a port of its own. */
async function startServer(change: Partial<OperationConfig> = {}, limiter?: RateLimiter) {
  const app = createWebServer({
    origin: 'http://localhost:1',
    logger,
    pages: false,
    operation: { ...DEFAULT_OPERATION, ...change },
    limiter,
    alwaysAnswered: Object.values(HEALTH),
  });
  const answerAll: (() => void)[] = [];
  const state = { underWay: 0, isDatabaseUp: true };
  app.get('/slow', async () => {
    state.underWay += 1;
    await new Promise<void>((resolve) => answerAll.push(resolve));
    return { answered: true };
  });
  app.get('/', () => ({ answered: true }));
  const database = async () => {
    if (!state.isDatabaseUp) throw new Error('connect ECONNREFUSED 10.0.0.1:5432');
  };
  registerHealth(app, { ...HEALTH, checks: { database, mail: async () => undefined } });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  const until = async (count: number) => {
    while (state.underWay < count) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const answer = () => {
    for (const each of answerAll.splice(0)) each();
  };
  return {
    app,
    port,
    state,
    until,
    answer,
    get: (path: string, init = {}) => fetch(`http://127.0.0.1:${port}${path}`, init),
  };
}

describe('health', () => {
  test('says which dependency is away, and nothing of it but its name', async () => {
    const { app, state, get } = await startServer();
    assert.deepEqual(await (await get(HEALTH.ready)).json(), {
      status: 'ready',
      dependencies: { database: 'up', mail: 'up' },
    });
    state.isDatabaseUp = false;
    const response = await get(HEALTH.ready);
    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), { status: 'not ready', dependencies: { database: 'away', mail: 'up' } });
    assert.equal((await get(HEALTH.live)).status, 200);
    await app.close();
  });
});

describe('a drain', () => {
  test('says "not ready" first, finishes what is under way, closes its connections, and then listens no more', async () => {
    const { app, get, until, answer } = await startServer();
    const underWay = get('/slow');
    await until(1);
    const closing = closeGracefully(app, { drainSeconds: 0.2, shutdownSeconds: 5 });
    const ready = await get(HEALTH.ready);
    assert.deepEqual([ready.status, ready.headers.get('connection')], [503, 'close']);
    assert.deepEqual(await ready.json(), { status: 'stopping' });
    const late = await get('/');
    assert.deepEqual([late.status, late.headers.get('connection')], [200, 'close'], 'whoever was sent here is served');
    await new Promise((resolve) => setTimeout(resolve, 250));
    answer();
    assert.equal((await underWay).status, 200);
    await closing;
    await assert.rejects(get('/'));
  });

  test('cuts off what takes longer than it may', async () => {
    const { app, get, until } = await startServer();
    const underWay = get('/slow').catch((error: unknown) => error);
    await until(1);
    await closeGracefully(app, { drainSeconds: 0, shutdownSeconds: 0.1 });
    assert.ok((await underWay) instanceof Error);
  });
});

describe('overload', () => {
  test('turns away who is too many, at once, with Retry-After; health is answered; who left makes room', async () => {
    const { app, get, until, answer, state } = await startServer({ mostRequestsAtOnce: 2 });
    const leaving = new AbortController();
    const first = get('/slow');
    const second = get('/slow', { signal: leaving.signal }).catch(() => undefined);
    await until(2);
    const third = await get('/slow');
    assert.deepEqual([third.status, third.headers.get('retry-after')], [503, '2']);
    assert.equal((await get(HEALTH.ready)).status, 200);
    leaving.abort();
    await second;
    let fourth = await get('/');
    while (fourth.status === 503) fourth = await get('/');
    assert.equal(state.underWay, 2);
    answer();
    assert.equal((await first).status, 200);
    await app.close();
  });

  test('memory stays where it is under ten times the load that is let in', async () => {
    const { app, get, until, answer } = await startServer({ mostRequestsAtOnce: 50 });
    const waiting = Array.from({ length: 50 }, () => get('/slow'));
    await until(50);
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 5; round += 1) {
      const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await get('/slow')).status));
      assert.deepEqual([...new Set(statuses)], [503]);
    }
    assert.ok(process.memoryUsage().heapUsed - before < 60e6);
    answer();
    assert.deepEqual([...new Set((await Promise.all(waiting)).map(({ status }) => status))], [200]);
    await app.close();
  });
});

describe('limits', () => {
  const clock = { now: new Date('2026-01-01T00:00:00Z') };
  const limiterWith = (shared?: SharedCounts) => createRateLimiter({ clock: () => clock.now, logger, shared });

  test('one network address is limited, others are not, and a new window begins anew', async () => {
    const limiter = limiterWith();
    const { app } = await startServer({ requestsPerAddress: 3 }, limiter);
    const from = async (remoteAddress: string) => {
      const { statusCode, headers } = await app.inject({ url: '/', remoteAddress });
      return [statusCode, headers['retry-after']];
    };
    for (let count = 0; count < 3; count += 1) assert.deepEqual(await from('192.0.2.1'), [200, undefined]);
    assert.deepEqual(await from('192.0.2.1'), [429, '300']);
    assert.deepEqual(await from('::ffff:192.0.2.1'), [429, '300'], 'the same address in the other writing');
    assert.deepEqual(await from('192.0.2.2'), [200, undefined]);
    for (const host of ['1', '2', '3']) await from(`2001:db8:0:1::${host}`);
    assert.deepEqual(await from('2001:db8:0:1:ffff::9'), [429, '300'], 'one IPv6 network counts as one address');
    assert.deepEqual(await from('2001:db8:0:2::1'), [200, undefined]);
    for (let count = 0; count < 9; count += 1) assert.deepEqual(await from('127.0.0.1'), [200, undefined]);
    const { statusCode } = await app.inject({ url: HEALTH.ready, remoteAddress: '192.0.2.1' });
    assert.equal(statusCode, 200);
    clock.now = new Date(clock.now.getTime() + 300_000);
    assert.deepEqual(await from('192.0.2.1'), [200, undefined]);
    limiter.stop();
    await app.close();
  });

  test('replicas put their counts together', async () => {
    const totals = new Map<string, number>();
    const shared: SharedCounts = {
      async add(counts) {
        for (const { key, count } of counts) totals.set(key, (totals.get(key) ?? 0) + count);
        return totals;
      },
    };
    const limit = { name: 'test', most: 10, windowSeconds: 60 };
    const [one, other] = [limiterWith(shared), limiterWith(shared)];
    for (let count = 0; count < 5; count += 1) assert.equal(one.take(limit, 'ada') + other.take(limit, 'ada'), 0);
    await one.exchange();
    await other.exchange();
    assert.equal(other.take(limit, 'ada'), 60);
    assert.equal(other.take(limit, 'ben'), 0);
    assert.equal(one.take(limit, 'ada'), 0, 'one has not heard yet');
    await one.exchange();
    assert.equal(one.take(limit, 'ada'), 60);
    one.stop();
    other.stop();
  });

  test('what a slow store has not answered yet is not told a second time', async () => {
    const totals = new Map<string, number>();
    let answer = (): void => undefined;
    const shared: SharedCounts = {
      async add(counts) {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        for (const { key, count } of counts) totals.set(key, (totals.get(key) ?? 0) + count);
        return totals;
      },
    };
    const limit = { name: 'test', most: 100, windowSeconds: 60 };
    const limiter = limiterWith(shared);
    for (let count = 0; count < 30; count += 1) limiter.take(limit, 'ada');
    const exchanges = [limiter.exchange(), limiter.exchange(), limiter.exchange()];
    limiter.take(limit, 'ada');
    answer();
    await Promise.all(exchanges);
    assert.deepEqual([...totals.values()], [30]);
    const next = limiter.exchange();
    answer();
    await next;
    assert.deepEqual([...totals.values()], [31], 'what came meanwhile is told the next time');
    limiter.stop();
  });

  test('what a store may have counted is not told again, and counts here in any case', async () => {
    const totals = new Map<string, number>();
    let isAnswering = false;
    const shared: SharedCounts = {
      async add(counts) {
        for (const { key, count } of counts) totals.set(key, (totals.get(key) ?? 0) + count);
        if (!isAnswering) throw new Error('counted, and no answer came');
        return totals;
      },
    };
    const limit = { name: 'test', most: 4, windowSeconds: 60 };
    const limiter = limiterWith(shared);
    for (let count = 0; count < 3; count += 1) limiter.take(limit, 'ada');
    await assert.rejects(limiter.exchange());
    await limiter.exchange();
    assert.deepEqual([...totals.values()], [3]);
    isAnswering = true;
    assert.equal(limiter.take(limit, 'ada'), 0);
    await limiter.exchange();
    assert.deepEqual([...totals.values()], [4]);
    assert.equal(limiter.take(limit, 'ada'), 60);
    limiter.stop();
  });

  test('headers that are too large are refused', async () => {
    const { app, port } = await startServer();
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`);
    const [answered] = (await once(socket, 'data')) as [Buffer];
    assert.match(answered.toString(), /^HTTP\/1\.1 431 /);
    socket.destroy();
    await app.close();
  });
});
