import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { PORTAL, signIn, startTestPortal } from '../testing/test-portal.ts';
import { ADA } from '../testing/test-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());
beforeEach(() => {
  portal.api.state.isAway = false;
});

test('GET /policies redirects to sign-in without a session and comes back afterwards', async () => {
  const browser = portal.browser();
  const guarded = await browser.get('/policies?x=1');
  assert.equal(guarded.statusCode, 303);
  assert.equal(guarded.headers.location, '/sign-in?return_to=%2Fpolicies%3Fx%3D1');
  const start = await browser.get(String(guarded.headers.location));
  const url = new URL(String(start.headers.location));
  assert.equal(url.pathname, '/surety.onmicrosoft.com/b2c_1_signupsignin1/oauth2/v2.0/authorize');
  assert.equal(url.searchParams.get('response_type'), 'code');
  assert.equal(url.searchParams.get('response_mode'), 'query');
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
  assert.equal(url.searchParams.get('redirect_uri'), `${PORTAL}/sign-in/callback`);
  for (const name of ['state', 'nonce', 'code_challenge']) assert.equal(url.searchParams.get(name)?.length, 43, name);
  const callback = await browser.get(portal.provider.approve(url.href));
  assert.equal(callback.statusCode, 303);
  assert.equal(callback.headers.location, '/policies?x=1');
  assert.equal((await browser.get('/policies')).statusCode, 200);
  assert.ok(portal.api.state.registered.includes(ADA.sub));
});

test('the session cookie is opaque, HttpOnly, SameSite=Lax, and its own name on this host', async () => {
  const browser = portal.browser();
  const callback = await signIn(portal, browser);
  const header = [callback.headers['set-cookie']].flat().find((line) => line?.startsWith('surety_portal='));
  assert.match(header ?? '', /^surety_portal=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('over https the cookies are Secure and bound to the host', async () => {
  const secure = await startTestPortal({ origin: 'https://portal.example' });
  const browser = secure.browser();
  const callback = await signIn(secure, browser);
  const header = [callback.headers['set-cookie']].flat().find((line) => line?.includes('surety_portal='));
  assert.match(header ?? '', /^__Host-surety_portal=.*Secure/);
  await secure.close();
});

test('signing in gives a session id that was not known before', async () => {
  const browser = portal.browser();
  browser.cookies.set('surety_portal', 'planted-by-somebody-else');
  await signIn(portal, browser);
  assert.notEqual(browser.cookies.get('surety_portal'), 'planted-by-somebody-else');
  const first = browser.cookies.get('surety_portal') ?? '';
  await signIn(portal, browser);
  const thief = portal.browser();
  thief.cookies.set('surety_portal', first);
  assert.equal((await thief.get('/account')).statusCode, 303, 'the former session has ended');
});

test('a return path cannot leave the portal', async () => {
  for (const path of [
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/%09/x\r\nA: b',
  ]) {
    const callback = await signIn(portal, portal.browser(), path);
    const location = String(callback.headers.location);
    assert.equal(new URL(location, PORTAL).origin, PORTAL, path);
    assert.match(location, /^\/(policies|%09)/, path);
  }
});

test('several tabs may sign in at once', async () => {
  const browser = portal.browser();
  const starts = [await browser.get('/sign-in?return_to=/account'), await browser.get('/sign-in?return_to=/claims')];
  const [first, second] = starts.map((start) => portal.provider.approve(String(start.headers.location)));
  assert.equal((await browser.get(second ?? '')).headers.location, '/claims');
  assert.equal((await browser.get(first ?? '')).headers.location, '/account');
});

test('somebody whose registration had to wait is registered by the next page', async () => {
  const browser = portal.browser();
  portal.api.state.isAway = true;
  assert.equal((await signIn(portal, browser)).statusCode, 303);
  portal.api.state.isAway = false;
  const before = portal.api.state.registered.length;
  await browser.get('/policies');
  await browser.get('/policies');
  assert.equal(portal.api.state.registered.length, before + 1);
});
