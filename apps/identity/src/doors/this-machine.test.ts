import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { applicationHref, INBOX_PATH, RUN_PATH, START_PATH, TEST_DOOR, VIEWER_PATH } from '../routes.ts';
import { SHOP } from '../testing/a-tenant.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

const TOKEN = 'a-token-of-the-test-door-0123456789';
const ADDRESSES = [INBOX_PATH, START_PATH, RUN_PATH, VIEWER_PATH, applicationHref(SHOP.clientId), TEST_DOOR.messages];
const TELLS = /B2C_1|Shop|Run now/i;

type Asked = { headers?: Record<string, string>; remoteAddress?: string };

describe('what is for this machine alone', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({ hasInbox: true, testDoorToken: TOKEN });
  });
  after(() => identity.close());

  const ask = (url: string, { headers, remoteAddress }: Asked, at = identity) =>
    at.app.inject({
      url,
      headers: { host: 'localhost:3002', authorization: `Bearer ${TOKEN}`, ...headers },
      ...(remoteAddress === undefined ? {} : { remoteAddress }),
    });
  const assertClosed = async (asked: Asked, at = identity) => {
    for (const url of ADDRESSES) {
      const { statusCode, body } = await ask(url, asked, at);
      const what = `${url} with ${JSON.stringify(asked)}`;
      assert.ok(url === START_PATH ? !TELLS.test(body) : [403, 421].includes(statusCode), what);
    }
  };

  test('is open under every name of this machine', async () => {
    for (const host of ['localhost', 'localhost:3002', '127.0.0.1:3002', '[::1]:3002', 'login.localhost:3002'])
      for (const url of [INBOX_PATH, START_PATH, VIEWER_PATH, TEST_DOOR.messages])
        assert.equal((await ask(url, { headers: { host } })).statusCode, 200, `${url} at ${host}`);
    assert.match((await ask(START_PATH, {})).body, TELLS);
  });

  test('is closed to what a proxy or a tunnel forwarded, which makes every stranger look like this machine', async () => {
    for (const header of [
      ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-server'],
      ...['x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-original-host'],
    ])
      await assertClosed({ headers: { [header]: '127.0.0.1' } });
  });

  test('is closed to other machines, and under a foreign name that was made to point here', async () => {
    await assertClosed({ remoteAddress: '203.0.113.7' });
    for (const host of ['rebound.example', 'rebound.example:3002', 'localhost.rebound.example'])
      await assertClosed({ headers: { host } });
  });

  test('is open to readers through a trusted proxy, but for the test door, and to nobody else through it', async () => {
    const settings = { trustedProxies: ['172.30.83.2'], inboxReaders: ['172.30.83.0/24'], testDoorToken: TOKEN };
    const behind = await createTestIdentity({ ...settings, hasInbox: true });
    const remoteAddress = '172.30.83.2';
    for (const url of [INBOX_PATH, START_PATH, VIEWER_PATH]) {
      const { statusCode } = await ask(url, { headers: { 'x-forwarded-for': '172.30.83.1' }, remoteAddress }, behind);
      assert.equal(statusCode, 200, url);
    }
    await assertClosed({ headers: { 'x-forwarded-for': '203.0.113.7' }, remoteAddress }, behind);
    await behind.close();
  });
});

test('on a public origin the start page is everybody’s where a setting says so', async () => {
  const identity = await createTestIdentity({ origin: 'https://login.example', hasStartPage: true });
  const { body } = await identity.app.inject({
    url: START_PATH,
    headers: { host: 'login.example', 'x-forwarded-for': '203.0.113.7' },
    remoteAddress: '203.0.113.8',
  });
  assert.match(body, TELLS);
  await identity.close();
});
