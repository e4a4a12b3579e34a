import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { signIn, startTestPortal } from '../testing/test-portal.ts';

const portal = await startTestPortal();
after(() => portal.close());
beforeEach(() => {
  portal.provider.state.tampering = {};
  portal.api.state.isAway = false;
});

test('a session survives a restart, and its tokens with it', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const restarted = portal.restart();
  const cookie = `surety_portal=${browser.cookies.get('surety_portal')}`;
  assert.equal((await restarted.inject({ url: '/policies', headers: { cookie } })).statusCode, 200);
  await restarted.close();
});

test('a session ends when idle for half an hour, and after twelve hours in any case', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const minutes = (count: number): void => {
    portal.time.now = new Date(portal.time.now.getTime() + count * 60_000);
  };
  for (let index = 0; index < 25; index += 1) {
    minutes(29);
    assert.equal(
      (await browser.get('/account')).statusCode,
      index < 24 ? 200 : 303,
      `after ${(index + 1) * 29} minutes`,
    );
  }
  await signIn(portal, browser);
  minutes(31);
  assert.equal((await browser.get('/account')).statusCode, 303);
});

test('requests of one session share one refresh', async () => {
  const browser = portal.browser();
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  portal.provider.state.tampering = {};
  const before = portal.provider.state.requests.filter((line) => line.endsWith('/token')).length;
  const answers = await Promise.all(Array.from({ length: 6 }, () => browser.get('/policies')));
  assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([200]));
  const after = portal.provider.state.requests.filter((line) => line.endsWith('/token')).length;
  assert.equal(after - before, 1);
});

test('a refresh that is refused leads to the sign-in and back to the page', async () => {
  const browser = portal.browser();
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  portal.provider.state.tampering = { refusesRefresh: true };
  assert.equal((await browser.get('/policies/SUR-1')).headers.location, '/sign-in?return_to=%2Fpolicies%2FSUR-1');
});

test('a provider or an api that is away is a clear page, and no session is lost', async () => {
  const browser = portal.browser();
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  portal.provider.state.tampering = { tokenStatus: 500 };
  const away = await browser.get('/policies');
  assert.equal(away.statusCode, 503);
  assert.match(away.body, /sign-in service cannot be reached/);
  portal.provider.state.tampering = {};
  assert.equal((await browser.get('/policies')).statusCode, 200);
  portal.api.state.isAway = true;
  const without = await browser.get('/policies');
  assert.equal(without.statusCode, 503);
  assert.match(without.body, /policy service cannot be reached/);
  assert.equal((await browser.get('/status')).statusCode, 503);
});
