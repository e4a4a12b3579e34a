import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { formFields } from '../testing/test-browser.ts';
import { PORTAL, signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());
beforeEach(() => {
  portal.provider.state.tampering = {};
  portal.provider.state.person = ADA;
  portal.provider.state.isAway = false;
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

  const WRONG: Record<string, TestPortal['provider']['state']['tampering']> = {
    'another nonce': { claims: (claims) => ({ ...claims, nonce: 'other' }) },
    'no nonce': { claims: ({ nonce: _, ...claims }) => claims },
    'another issuer': { claims: (claims) => ({ ...claims, iss: 'https://localhost:3443/other/v2.0/' }) },
    'an issuer without its slash': { claims: (claims) => ({ ...claims, iss: String(claims.iss).slice(0, -1) }) },
    'another audience': { claims: (claims) => ({ ...claims, aud: 'another-client' }) },
    'another authorized party': { claims: (claims) => ({ ...claims, azp: 'another-client' }) },
    'a past expiry': { claims: (claims) => ({ ...claims, exp: Number(claims.iat) - 3600 }) },
    'no expiry': { claims: ({ exp: _, ...claims }) => claims },
    'another user flow': { claims: (claims) => ({ ...claims, tfp: 'B2C_1_profileediting1' }) },
    'no user flow': { claims: ({ tfp: _, ...claims }) => claims },
    'no subject': { claims: ({ sub: _, ...claims }) => claims },
    "another key's signature": { signature: 'other-key' },
    'no signature (alg none)': { signature: 'none' },
    'a signature made with the public key (HS256)': { signature: 'shared-secret' },
  };
  for (const [name, tampering] of Object.entries(WRONG)) {
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

describe('an error of the provider', () => {
  const errorAnswer = async (code: string, path = '/sign-in') => {
    const browser = portal.browser();
    if (path !== '/sign-in') await signIn(portal, browser);
    const start = await browser.get(path);
    const state = new URL(String(start.headers.location)).searchParams.get('state') ?? '';
    const description = `${code}: <b>text</b>\r\nCorrelation ID: 7e8c3cf9-2fa7-47c7-8924-a1ea91137ba9\r\nTimestamp: 2026-11-23 11:37:56Z\r\nlogin_hint: ada@demo.example\r\n`;
    const query = new URLSearchParams({ error: 'access_denied', error_description: description, state });
    return { browser, response: await browser.get(`/sign-in/callback?${query}`) };
  };

  test('AADB2C90118 starts the password reset, which leads back to the sign-in', async () => {
    const { browser, response } = await errorAnswer('AADB2C90118', '/sign-in');
    const url = new URL(String(response.headers.location));
    assert.match(url.pathname, /b2c_1_passwordreset1/);
    assert.equal(url.searchParams.get('login_hint'), 'ada@demo.example');
    const done = await browser.get(portal.provider.approve(url.href));
    assert.equal(done.headers.location, '/sign-in/password-changed?return_to=%2Fpolicies');
    assert.match((await browser.follow(done)).body, /Your password is changed/);
    assert.ok(!browser.cookies.has('surety_portal'), 'a reset signs nobody in');
  });

  test('AADB2C90091 leads back to where the person was, with a sentence', async () => {
    const { browser, response } = await errorAnswer('AADB2C90091');
    assert.match((await browser.follow(response)).body, /You cancelled the sign-in/);
    const editing = await errorAnswer('AADB2C90091', '/account/profile-editing');
    assert.match((await editing.browser.follow(editing.response)).body, /Your profile is what it was/);
  });

  test('any other code gets a page with the code, the correlation id and what to do, and none of its text', async () => {
    for (const code of ['AADB2C90114', 'AADB2C99999']) {
      const { response } = await errorAnswer(code);
      assert.equal(response.statusCode, 400);
      assert.match(response.body, new RegExp(code));
      assert.match(response.body, /7e8c3cf9-2fa7-47c7-8924-a1ea91137ba9/);
      assert.match(response.body, /Sign in again/);
      assert.doesNotMatch(response.body, /text<|&lt;b&gt;/);
    }
  });
});

test('editing the profile shows the new values and leaves the api within reach', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const start = await browser.get('/account/profile-editing');
  assert.match(String(start.headers.location), /b2c_1_profileediting1/);
  const done = await browser.get(portal.provider.approve(String(start.headers.location), { ...ADA, city: 'Paris' }));
  const page = await browser.follow(done);
  assert.match(page.body, /Your profile is saved/);
  assert.match(page.body, /Paris/);
  portal.time.now = new Date(portal.time.now.getTime() + 29 * 60_000);
  portal.time.now = new Date(portal.time.now.getTime());
  assert.equal((await browser.get('/policies')).statusCode, 200);
});

test("a profile edited as another person changes nobody's session", async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const start = await browser.get('/account/profile-editing');
  const response = await browser.get(portal.provider.approve(String(start.headers.location), BEN));
  assert.equal(response.statusCode, 403);
  assert.match((await browser.get('/account')).body, /Ada Lovelace/);
});

test('signing out ends the session first, then leads to the provider without any token', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const fields = formFields((await browser.get('/account')).body, '/sign-out');
  const cookie = browser.cookies.get('surety_portal') ?? '';
  const response = await browser.post('/sign-out', fields);
  const url = new URL(String(response.headers.location));
  assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${PORTAL}/`);
  assert.deepEqual([...url.searchParams.keys()], ['client_id', 'post_logout_redirect_uri']);
  const thief = portal.browser();
  thief.cookies.set('surety_portal', cookie);
  assert.equal((await thief.get('/account')).statusCode, 303);
  const rows = await portal.db.selectFrom('portal_token_cache').select('session_hash').execute();
  const sessions = await portal.db.selectFrom('portal_session').select('id_hash').execute();
  assert.equal(rows.length, sessions.length, 'its tokens are gone');
});

test('sign-out refuses a form without our token, of another site or of another session', async () => {
  const [mine, other] = [portal.browser(), portal.browser()];
  await signIn(portal, mine);
  await signIn(portal, other);
  const theirs = formFields((await other.get('/account')).body, '/sign-out');
  const own = formFields((await mine.get('/account')).body, '/sign-out');
  assert.equal((await mine.post('/sign-out', {})).statusCode, 403);
  assert.equal((await mine.post('/sign-out', theirs)).statusCode, 403);
  assert.equal((await mine.post('/sign-out', own, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  assert.equal((await mine.post('/sign-out', own, { origin: 'https://evil.example' })).statusCode, 403);
  assert.equal((await mine.get('/account')).statusCode, 200);
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

test('no token, code, verifier or session id is in a page, an address of ours, or the log', async () => {
  const browser = portal.browser();
  const start = await browser.get('/sign-in');
  const path = portal.provider.approve(String(start.headers.location));
  const responses = [await browser.get(path)];
  for (const page of ['/', '/policies', '/claims', '/account', '/status', '/nothing'])
    responses.push(await browser.get(page));
  const secrets = [...portal.provider.state.issued, browser.cookies.get('surety_portal') ?? 'missing'];
  secrets.push(new URL(path, PORTAL).searchParams.get('code') ?? 'missing', 'the-secret-of-the-client');
  const shown =
    responses.map(({ body, headers }) => `${body}${headers.location ?? ''}`).join('\n') + portal.log.join('');
  for (const secret of secrets) assert.ok(!shown.includes(secret), secret.slice(0, 12));
  const cookies = responses.flatMap(({ headers }) => headers['set-cookie'] ?? []).join();
  for (const token of portal.provider.state.issued) assert.ok(!cookies.includes(token));
});

test('what a stolen database holds opens neither sessions nor tokens', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const dump = JSON.stringify([
    await portal.db.selectFrom('portal_session').selectAll().execute(),
    await portal.db.selectFrom('portal_token_cache').selectAll().execute(),
  ]);
  assert.ok(!dump.includes(browser.cookies.get('surety_portal') ?? 'missing'));
  for (const secret of [...portal.provider.state.issued, 'ada@demo.example']) assert.ok(!dump.includes(secret));
});
