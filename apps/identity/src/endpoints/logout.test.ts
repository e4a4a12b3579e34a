import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { UserFlow } from '../tenant/tenant.ts';
import { aTenant, PORTAL, SHOP, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { answerOf, aRequest, askFor, type Cookies, signIn, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';
import { signToken } from '../tokens/sign.ts';

const HOME = `${PORTAL.origin}/`;
/** Names people by `oid` alone. */
const OLD_CLIENT = 'B2C_1_old_client';

let identity: TestIdentity;
before(async () => {
  const tenant = aTenant();
  const [main, ...others] = tenant.userFlows;
  assert.ok(main);
  const oldClient: UserFlow = {
    ...main,
    name: OLD_CLIENT,
    claims: [...main.claims, 'oid'],
    tokens: { ...main.tokens, subject: 'not-supported' },
  };
  identity = await createTestIdentity({ tenant: { ...tenant, userFlows: [main, ...others, oldClient] } });
});
after(() => identity.close());

const logOut = (query: Record<string, string>, cookies: Cookies = {}, userFlow = SIGN_IN) =>
  identity.app.inject({ url: `/${TENANT_NAME}/${userFlow}/oauth2/v2.0/logout`, query, cookies });
const isSignedIn = async (cookies: Cookies) =>
  answerOf(await askFor(identity, aRequest({ prompt: 'none' }), { cookies })).has('code');

test('logout ends the SSO session, takes its cookie and leads back with the state', async () => {
  const { cookies } = await signIn(identity);
  const response = await logOut(
    { post_logout_redirect_uri: HOME, client_id: PORTAL.clientId, state: 'a b&c' },
    cookies,
  );
  assert.equal(response.statusCode, 303);
  assert.equal(response.headers.location, `${HOME}?state=a+b%26c`);
  assert.deepEqual(
    response.cookies.map(({ name, value }) => [name, value]),
    [['identity-sso', '']],
  );
  assert.equal(await isSignedIn(cookies), false);
});

test('logout without an address shows a page', async () => {
  const response = await logOut({});
  assert.equal(response.statusCode, 200);
  assert.match(response.body, /You are signed out/);
});

test('an address that the named application did not register is refused, and the session has ended all the same', async () => {
  const { cookies } = await signIn(identity);
  for (const uri of [
    'https://evil.example/',
    `${HOME}x`,
    '//portal.example/',
    'https://shop.example/bye',
    `${HOME}?x=1`,
  ]) {
    const response = await logOut({ post_logout_redirect_uri: uri, client_id: PORTAL.clientId }, cookies);
    assert.equal(response.statusCode, 400);
    assert.equal(response.headers.location, undefined);
    assert.match(response.body, /You are signed out\..*(AADB2C90036|AADB2C90067)/s);
  }
  assert.equal(await isSignedIn(cookies), false);
});

test('the ID token names the application, even after it expired', async () => {
  const { id_token } = await tokens(identity);
  const began = identity.clock.now;
  identity.clock.now = new Date(began.getTime() + 3 * 60 * 60_000);
  const good = await logOut({ post_logout_redirect_uri: HOME, id_token_hint: String(id_token) });
  assert.equal(good.headers.location, HOME);
  const bad = await logOut({ post_logout_redirect_uri: 'https://shop.example/bye', id_token_hint: String(id_token) });
  assert.equal(bad.statusCode, 400);
  identity.clock.now = began;
});

test('a hint that is not ours counts as none', async () => {
  for (const hint of ['x', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`]) {
    const response = await logOut({ post_logout_redirect_uri: 'https://evil.example/', id_token_hint: hint });
    assert.equal(response.statusCode, 400);
  }
});

test('clients that name no application reach the registered addresses of this tenant, and no others', async () => {
  for (const uri of [HOME, SHOP.redirectUri]) {
    assert.equal((await logOut({ post_logout_redirect_uri: uri })).headers.location, uri);
  }
  assert.equal((await logOut({ post_logout_redirect_uri: 'https://evil.example/' })).statusCode, 400);
});

test('POST is understood', async () => {
  const response = await identity.app.inject({
    method: 'POST',
    url: `/${TENANT_NAME}/oauth2/v2.0/logout?p=${SIGN_IN}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ post_logout_redirect_uri: HOME }).toString(),
  });
  assert.equal(response.headers.location, HOME);
});

/** An ID token that our key signed, for a tenant that is not ours. */
const ofAnotherIssuer = async () => {
  const claims = { iss: 'https://login.example/22222222-2222-4333-8444-555555555555/v2.0/', aud: PORTAL.clientId };
  return signToken(await identity.services.signingKeys.current(), claims, 'JWT');
};

test('a user flow that requires an ID token refuses a logout without a good one, and nothing has ended', async () => {
  const { id_token } = await tokens(identity);
  const { cookies } = await signIn(identity);
  const [head = '', payload = ''] = String(id_token).split('.');
  const cases: [query: Record<string, string>, code: string][] = [
    [{}, 'AADB2C90272'],
    [{ client_id: PORTAL.clientId }, 'AADB2C90272'],
    [{ id_token_hint: 'x' }, 'AADB2C90210'],
    [{ id_token_hint: `${head}.${payload}.AAAA` }, 'AADB2C90233'],
    [{ id_token_hint: await ofAnotherIssuer() }, 'AADB2C90232'],
    [{ id_token_hint: String(id_token), client_id: SHOP.clientId }, 'AADB2C90209'],
  ];
  for (const [query, code] of cases) {
    const response = await logOut({ post_logout_redirect_uri: HOME, ...query }, cookies, 'B2C_1_token_out');
    assert.equal(response.statusCode, 400);
    assert.equal(response.headers.location, undefined);
    assert.match(response.body, new RegExp(`You are still signed in\\..*${code}`, 's'));
  }
  assert.equal(await isSignedIn(cookies), true);
});

test('an ID token of somebody else ends nobody’s session where the user flow requires one', async () => {
  const stranger = await identity.addAccount({ email: 'stranger@demo.example' });
  for (const userFlow of [SIGN_IN, OLD_CLIENT]) {
    const { cookies } = await signIn(identity);
    const { id_token } = await tokens(identity, aRequest({ prompt: 'login' }), { accountId: stranger.id, userFlow });
    const query = { post_logout_redirect_uri: HOME, id_token_hint: String(id_token) };
    const response = await logOut(query, cookies, 'B2C_1_token_out');
    assert.equal(response.statusCode, 400);
    assert.match(response.body, /You are still signed in\..*AADB2C90210/s);
    assert.equal(await isSignedIn(cookies), true);
    assert.equal((await logOut(query, {}, 'B2C_1_token_out')).headers.location, HOME, 'who is signed out is led back');
  }
  const own = await tokens(identity, aRequest({ prompt: 'login' }), { userFlow: OLD_CLIENT });
  const { cookies } = await signIn(identity);
  await logOut({ id_token_hint: String(own.id_token) }, cookies, 'B2C_1_token_out');
  assert.equal(await isSignedIn(cookies), false);
});

test('with its ID token an application is led to its own addresses, and to no others', async () => {
  const id_token_hint = String((await tokens(identity)).id_token);
  const { cookies } = await signIn(identity);
  const good = await logOut({ post_logout_redirect_uri: HOME, id_token_hint }, cookies, 'B2C_1_token_out');
  assert.equal(good.headers.location, HOME);
  assert.equal(await isSignedIn(cookies), false);
  for (const uri of ['https://shop.example/bye', 'https://evil.example/']) {
    const bad = await logOut({ post_logout_redirect_uri: uri, id_token_hint }, {}, 'B2C_1_token_out');
    assert.match(bad.body, /AADB2C90036/);
  }
});

test('a user flow that was told to leads anywhere, as B2C does, but only by http and https', async () => {
  const client_id = PORTAL.clientId;
  for (const uri of ['https://evil.example/', 'http://elsewhere.example/x?y=1']) {
    const response = await logOut({ post_logout_redirect_uri: uri, client_id }, {}, 'B2C_1_open_out');
    assert.equal(response.headers.location, uri);
  }
  // What no header may hold is written as the browser would.
  for (const [uri, location] of [
    ['https://evil.example/é ☃', 'https://evil.example/%C3%A9%20%E2%98%83'],
    ['https://evil.example/\r\nset-cookie: a=b', 'https://evil.example/set-cookie:%20a=b'],
    ['\thttps://evil.example\u0000', 'https://evil.example/'],
  ] as const) {
    const { headers } = await logOut({ post_logout_redirect_uri: uri, client_id }, {}, 'B2C_1_open_out');
    assert.deepEqual([headers.location, headers['set-cookie']], [location, undefined]);
  }
  for (const uri of ['javascript:alert(1)', 'data:text/html,x', '//evil.example/', 'nowhere'])
    assert.equal((await logOut({ post_logout_redirect_uri: uri }, {}, 'B2C_1_open_out')).statusCode, 400);
  assert.equal((await logOut({ post_logout_redirect_uri: 'https://evil.example/' })).statusCode, 400, 'unless told');
});
