import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { PORTAL, signIn, startTestPortal } from '../testing/test-portal.ts';
import { WRONG_ID_TOKENS } from '../testing/wrong-id-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());
beforeEach(() => {
  portal.provider.state.tampering = {};
});

describe('refuses', () => {
  const callbackWith = async (change: (query: URLSearchParams) => void) => {
    const browser = portal.browser();
    const start = await browser.get('/sign-in');
    const url = new URL(portal.provider.approve(String(start.headers.location)), PORTAL);
    change(url.searchParams);
    const response = await browser.get(`${url.pathname}${url.search}`);
    return { browser, response };
  };

  test('a state that is unknown, missing or sent twice over', async () => {
    for (const change of [
      (query: URLSearchParams) => query.set('state', 'A'.repeat(43)),
      (query: URLSearchParams) => query.delete('state'),
      (query: URLSearchParams) => query.append('state', 'B'),
    ]) {
      const { browser, response } = await callbackWith(change);
      assert.equal(response.statusCode, 400);
      assert.ok(!browser.cookies.has('surety_portal'));
    }
  });

  test('a callback that is played back', async () => {
    const browser = portal.browser();
    const start = await browser.get('/sign-in');
    const path = portal.provider.approve(String(start.headers.location));
    assert.equal((await browser.get(path)).statusCode, 303);
    assert.equal((await browser.get(path)).statusCode, 400);
  });

  test("another browser's callback (login CSRF), and leaves it to the browser that began", async () => {
    const [mine, other] = [portal.browser(), portal.browser()];
    const start = await mine.get('/sign-in');
    await other.get('/sign-in');
    const path = portal.provider.approve(String(start.headers.location));
    assert.equal((await other.get(path)).statusCode, 400);
    assert.equal((await portal.browser().get(path)).statusCode, 400);
    assert.equal((await mine.get(path)).statusCode, 303);
  });

  test('a sign-in that took more than an hour', async () => {
    const browser = portal.browser();
    const start = await browser.get('/sign-in');
    portal.time.now = new Date(portal.time.now.getTime() + 61 * 60_000);
    const response = await browser.get(portal.provider.approve(String(start.headers.location)));
    assert.equal(response.statusCode, 400);
  });

  test('a code of another sign-in, because its PKCE challenge differs', async () => {
    const browser = portal.browser();
    const [first, second] = [await browser.get('/sign-in'), await browser.get('/sign-in')];
    const code = new URL(portal.provider.approve(String(first.headers.location)), PORTAL).searchParams.get('code');
    const url = new URL(portal.provider.approve(String(second.headers.location)), PORTAL);
    url.searchParams.set('code', code ?? '');
    const response = await browser.get(`${url.pathname}${url.search}`);
    assert.equal(response.statusCode, 400);
    assert.ok(!browser.cookies.has('surety_portal'));
  });

  for (const [name, tampering] of Object.entries(WRONG_ID_TOKENS)) {
    test(`an ID token with ${name}`, async () => {
      portal.provider.state.tampering = tampering;
      const browser = portal.browser();
      const response = await signIn(portal, browser);
      assert.ok([400, 401].includes(response.statusCode), String(response.statusCode));
      assert.ok(!browser.cookies.has('surety_portal'), 'nobody is signed in');
      assert.equal((await browser.get('/account')).statusCode, 303);
    });
  }
});
