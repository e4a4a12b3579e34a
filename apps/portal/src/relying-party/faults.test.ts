import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, type TestContext, test } from 'node:test';
import { ProviderUnavailable } from '@surety/oauth';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';
import { createMetadataReader } from './provider-metadata.ts';

let portal: TestPortal;
let browser: TestBrowser;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());
beforeEach(() => {
  Object.assign(portal.provider.state, { tampering: {}, isAway: false, person: ADA });
  portal.log.length = 0;
  browser = portal.browser();
});

const isSignedIn = async (): Promise<boolean> => (await browser.get('/account')).statusCode === 200;
const logged = (pattern: RegExp): boolean => portal.log.some((line) => pattern.test(line));

for (const tokenError of ['invalid_client', 'unauthorized_client', 'invalid_scope'])
  test(`a provider that answers ${tokenError} is a page that blames nobody, and the next sign-in works once it is mended`, async () => {
    portal.provider.state.tampering = { tokenError };
    const response = await signIn(portal, browser);
    assert.equal(response.statusCode, 503);
    assert.match(response.body, /does not accept this portal[\s\S]*nobody was signed in/);
    assert.ok(!response.body.includes(tokenError), 'the cause is for the log');
    assert.ok(logged(new RegExp(`client-refused.*${tokenError}`)));
    assert.equal(await isSignedIn(), false);
    portal.provider.state.tampering = {};
    await signIn(portal, browser);
    assert.equal(await isSignedIn(), true);
  });

test('a secret that is rotated while people are signed in signs nobody out, and serves again once it is mended', async () => {
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  portal.provider.state.tampering = { accessTokenSeconds: 200, tokenError: 'invalid_client' };
  const during = await browser.get('/policies');
  assert.equal(during.statusCode, 503);
  assert.match(during.body, /does not accept this portal/);
  portal.provider.state.tampering = {};
  assert.equal((await browser.get('/policies')).statusCode, 200);
});

test('what was typed while the provider refuses the portal is kept, and comes back once that is mended', async () => {
  const form = '/account/contact/edit';
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  const fields = formFields((await browser.get(form)).body, form);
  portal.provider.state.tampering = { accessTokenSeconds: 200, tokenError: 'invalid_client' };
  const during = await browser.post(form, { ...fields, street: '1 New Street' });
  assert.equal(during.statusCode, 503);
  assert.match(during.body, /does not accept this portal/);
  assert.match(during.body, /What you entered is kept/);
  portal.provider.state.tampering = {};
  assert.match((await browser.get(form)).body, /value="1 New Street"/);
});

test('a consent that was withdrawn, or asked for in vain, is a page that says what to do', async () => {
  for (const error of ['access_denied', 'consent_required', 'invalid_scope']) {
    const start = await browser.get('/sign-in');
    const state = new URL(String(start.headers.location)).searchParams.get('state') ?? '';
    const response = await browser.get(`/sign-in/callback?${new URLSearchParams({ error, state })}`);
    assert.equal(response.statusCode, 400);
    assert.match(response.body, new RegExp(`The sign-in did not work[\\s\\S]*${error}`));
    assert.ok(logged(new RegExp(`provider-error.*${error}`)));
    assert.equal(await isSignedIn(), false);
  }
});

test('a provider that cannot be reached is a page, and works again seconds after it is back', async () => {
  const fresh = await startTestPortal();
  try {
    fresh.provider.state.isAway = true;
    const visitor = fresh.browser();
    const away = await visitor.get('/sign-in');
    assert.equal(away.statusCode, 503);
    assert.match(away.body, /sign-in service cannot be reached/);
    fresh.provider.state.isAway = false;
    fresh.time.now = new Date(fresh.time.now.getTime() + 6_000);
    assert.equal((await visitor.get('/sign-in')).statusCode, 303);
  } finally {
    await fresh.close();
  }
});

test('a provider that does not answer is given up, and not asked again for a while', async () => {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const read = createMetadataReader({ fetch, clock: () => portal.time.now, issuerHosts: [], patienceMs: 50 });
  await assert.rejects(read(origin), ProviderUnavailable);
  await assert.rejects(read(origin), ProviderUnavailable);
  assert.equal(asked, 1, 'the second asks nobody');
  server.closeAllConnections();
  server.close();
});

test('a metadata document of another issuer signs nobody in', async () => {
  const tenant = await startTestPortal({}, { AUTHORITY_ORIGIN: 'https://login.other.example' });
  const response = await tenant.browser().get('/sign-in');
  assert.equal(response.statusCode, 503);
  assert.ok(tenant.log.some((line) => /issuer is not at the configured authority/.test(line)));
  await tenant.close();
});

test('keys that were replaced at once are read anew by the next sign-in', async () => {
  await signIn(portal, browser);
  await portal.provider.rotateKeys();
  const other = portal.browser();
  assert.equal((await signIn(portal, other)).headers.location, '/policies');
  assert.equal((await other.get('/account')).statusCode, 200);
});

/** A portal that is not patient, and a clock that passes the time for which it remembers a failure. */
async function impatientPortal(t: TestContext): Promise<{ portal: TestPortal; visitor: TestBrowser; wait(): void }> {
  const fresh = await startTestPortal({ providerPatienceMs: 1_000 });
  t.after(fresh.close);
  const wait = (): void => {
    fresh.time.now = new Date(fresh.time.now.getTime() + 6_000);
  };
  return { portal: fresh, visitor: fresh.browser(), wait };
}

const PLACES = [
  ['the metadata', '/openid-configuration', 'sign-in'],
  ['the exchange of the code', '/token', 'return'],
  ['the keys', '/keys', 'return'],
] as const;

for (const [what, at, where] of PLACES)
  test(`a provider that is slow at ${what} is waited for; one that is silent is a page, and works once it answers`, async (t) => {
    const { portal: fresh, visitor, wait } = await impatientPortal(t);
    const attempt = async () => {
      const start = await visitor.get('/sign-in');
      return where === 'sign-in' ? start : visitor.get(fresh.provider.approve(String(start.headers.location)));
    };
    fresh.provider.state.tampering = { slow: { at, delayMs: Number.POSITIVE_INFINITY } };
    const silent = await attempt();
    assert.equal(silent.statusCode, 503);
    assert.match(silent.body, /sign-in service cannot be reached/);
    assert.ok(fresh.log.some((line) => /dependency-away.*sign-in service/.test(line)));
    assert.equal((await visitor.get('/account')).statusCode, 303, 'nobody is signed in');
    wait();
    fresh.provider.state.tampering = { slow: { at, delayMs: 30 } };
    assert.equal((await attempt()).statusCode, 303);
  });

test('a tenant that is another at the provider is a page, and works once it is the right one again', async (t) => {
  const { portal: fresh, visitor, wait } = await impatientPortal(t);
  fresh.provider.state.tampering = { metadata: { issuer: 'https://login.other.example/tenant/v2.0/' } };
  const wrong = await visitor.get('/sign-in');
  assert.equal(wrong.statusCode, 503);
  assert.match(wrong.body, /cannot be reached right now/);
  assert.ok(fresh.log.some((line) => /dependency-away.*issuer is not at the configured authority/.test(line)));
  fresh.provider.state.tampering = {};
  wait();
  assert.equal((await signIn(fresh, visitor)).headers.location, '/policies');
});

for (const code of ['AADB2C90018', 'AADB2C90006', 'AADB2C90205', 'AADB2C90117'])
  test(`${code}, by which B2C refuses the client or its consent, is a page that says whom to tell, and nobody is signed in`, async () => {
    const start = await browser.get('/sign-in');
    const state = new URL(String(start.headers.location)).searchParams.get('state') ?? '';
    const description = `${code}: refused.\r\nCorrelation ID: 7e8c3cf9-2fa7-47c7-8924-a1ea91137ba9\r\nTimestamp: 2026-11-25 11:37:56Z\r\n`;
    const query = new URLSearchParams({ error: 'invalid_request', error_description: description, state });
    const response = await browser.get(`/sign-in/callback?${query}`);
    assert.equal(response.statusCode, 400);
    assert.match(response.body, /Tell the people who run this portal[\s\S]*7e8c3cf9/);
    assert.ok(logged(new RegExp(`provider-error.*${code}`)));
    assert.equal(await isSignedIn(), false);
    assert.equal((await signIn(portal, browser)).headers.location, '/policies', 'and the next sign-in works');
  });

test('a consent that is revoked while people are signed in asks them to sign in at the next renewal, and then serves again', async () => {
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  portal.provider.state.tampering = { accessTokenSeconds: 200, refusesRefresh: true };
  assert.equal((await browser.get('/policies')).headers.location, '/sign-in?return_to=%2Fpolicies');
  portal.provider.state.tampering = {};
  await signIn(portal, browser);
  assert.equal((await browser.get('/policies')).statusCode, 200);
});

test('an ID token under a key that is published no more signs nobody in, and the log says so', async () => {
  portal.provider.state.tampering = { signature: 'other-key' };
  const response = await signIn(portal, browser);
  assert.equal(response.statusCode, 401);
  assert.match(response.body, /could not be verified, so nobody was signed in/);
  assert.ok(logged(/id-token-refused.*ERR_JWS_SIGNATURE_VERIFICATION_FAILED/));
  assert.equal(await isSignedIn(), false);
  portal.provider.state.tampering = {};
  await signIn(portal, browser);
  assert.equal(await isSignedIn(), true);
});

test('a provider that goes away between its page and the way back signs nobody in, and the next sign-in works', async () => {
  const start = await browser.get('/sign-in');
  const back = portal.provider.approve(String(start.headers.location));
  portal.provider.state.isAway = true;
  const response = await browser.get(back);
  assert.equal(response.statusCode, 503);
  assert.match(response.body, /sign-in service cannot be reached/);
  portal.provider.state.isAway = false;
  assert.equal(await isSignedIn(), false);
  assert.equal((await signIn(portal, browser)).headers.location, '/policies');
});

test('two user flows side by side renew each at its own, and the profile leaves the api within reach', async () => {
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  const edit = await browser.get('/account/profile-editing');
  await browser.get(portal.provider.approve(String(edit.headers.location)));
  for (const _ of [1, 2, 3]) assert.equal((await browser.get('/policies')).statusCode, 200);
});

test('of two people at once, neither ever gets the token of the other', async () => {
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  const other = portal.browser();
  await signIn(portal, browser);
  portal.provider.state.person = BEN;
  await signIn(portal, other);
  const before = portal.api.state.tokens.length;
  await Promise.all([1, 2, 3].flatMap(() => [browser.get('/policies'), other.get('/policies')]));
  const used = portal.api.state.tokens.slice(before);
  const subjects = used.map((token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub);
  assert.deepEqual(new Set(subjects), new Set([ADA.sub, BEN.sub]));
  assert.match((await browser.get('/account')).body, /Ada Lovelace/);
  assert.match((await other.get('/account')).body, /Ben Franklin/);
});
