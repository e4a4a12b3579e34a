import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { ProviderUnavailable } from '@surety/oauth';
import type { TestBrowser } from '../testing/test-browser.ts';
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
