import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readPortalConfig } from '../config.ts';
import { AUTHORITY, startExternalId, TENANT } from '../testing/external-id.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn as signInByB2c, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { problem, type Reply } from '../testing/test-state.ts';

const PAGE = '/account/profile';
const CLIENT = { clientId: 'b0100000-0000-4000-8000-00000000000b', clientSecret: 'the-secret-of-the-portal' };
const SUBJECT = 'oid-ada-at-api';

let provider: Awaited<ReturnType<typeof startExternalId>>;
let portal: TestPortal;
let browser: TestBrowser;
before(async () => {
  const time = { now: () => new Date() };
  provider = await startExternalId({ ...CLIENT, now: () => time.now() });
  portal = await startPortal();
  time.now = () => portal.time.now;
});
after(async () => {
  await portal.close();
  provider.close();
});
beforeEach(async () => {
  Object.assign(portal.api.state, { profileTrouble: undefined, isAway: false });
  portal.api.state.profiles.clear();
  browser = portal.browser();
  await signIn();
});

function startPortal(changes: Record<string, string> = {}): Promise<TestPortal> {
  const environment = {
    PROVIDER_KIND: 'external-id',
    AUTHORITY_ORIGIN: AUTHORITY,
    TENANT_ID: TENANT,
    PROVIDER_BACK_CHANNEL: provider.origin,
    PORTAL_CLIENT_ID: CLIENT.clientId,
    PORTAL_CLIENT_SECRET: CLIENT.clientSecret,
    API_APP_ID_URI: 'api://a9100000-0000-4000-8000-00000000000a',
    GRAPH_PROFILE: 'true',
    ...changes,
  };
  return startTestPortal({}, environment);
}

async function signIn(to = '/policies', visitor = browser) {
  const start = await visitor.get(`/sign-in?return_to=${encodeURIComponent(to)}`);
  return visitor.get(provider.approve(String(start.headers.location)));
}

async function send(change: Record<string, string>) {
  const fields = formFields((await browser.get(PAGE)).body, PAGE);
  return browser.post(PAGE, { ...fields, ...change });
}

const held = () => portal.api.state.profiles.get(SUBJECT)?.profile;
const troubled = (status: number, code: string, headers: Reply['headers'] = {}) => {
  portal.api.state.profileTrouble = { ...problem(status, code), headers };
};

describe('the page of the profile', () => {
  test('is where the account page leads, shows the profile as it is, and saves what was changed', async () => {
    assert.match((await browser.get('/account')).body, /Edit profile[\s\S]*You edit it on a page of ours/);
    assert.equal((await browser.get('/account/profile-editing')).headers.location, PAGE);
    assert.match((await browser.get(PAGE)).body, /name="displayName"[^>]*value="Ada Demo"/);
    const saved = await send({ displayName: 'Ada B. Demo', city: 'Rome' });
    assert.equal(saved.headers.location, `${PAGE}?notice=profile-changed`);
    assert.deepEqual(held(), { displayName: 'Ada B. Demo', city: 'Rome' });
    const page = await browser.follow(saved);
    assert.match(page.body, /Your profile is saved[\s\S]*value="Ada B\. Demo"/);
    await send({ city: '' });
    assert.deepEqual(held(), { displayName: 'Ada B. Demo' });
  });

  test('says what is wrong beside each field, and keeps what was typed', async () => {
    const refused = await send({ displayName: '', city: 'x'.repeat(129), surname: 'Newname' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /href="#displayName"[\s\S]*href="#city"/);
    assert.match(refused.body, /id="city-error"/);
    assert.match(refused.body, /value="Newname"/);
    assert.deepEqual(held(), { displayName: 'Ada Demo' });
  });

  test('says that the profile changed meanwhile, and sending again means it', async () => {
    const fields = formFields((await browser.get(PAGE)).body, PAGE);
    portal.api.state.profiles.set(SUBJECT, { version: 7, profile: { displayName: 'Ada Elsewhere' } });
    const stale = await browser.post(PAGE, { ...fields, city: 'Rome' });
    assert.equal(stale.statusCode, 422);
    assert.match(stale.body, /has changed since you opened this page[\s\S]*value="Rome"/);
    assert.equal((await browser.post(PAGE, formFields(stale.body, PAGE))).statusCode, 303);
    assert.equal(held()?.city, 'Rome');
  });

  test('gives back what was typed when the session ended, to nobody but its person', async () => {
    const fields = formFields((await browser.get(PAGE)).body, PAGE);
    portal.time.now = new Date(portal.time.now.getTime() + 24 * 60 * 60_000);
    const away = await browser.post(PAGE, { ...fields, city: 'Rome' }, { 'sec-fetch-site': 'same-origin' });
    assert.match(String(away.headers.location), /^\/sign-in/);
    const back = await browser.get('/sign-in');
    await browser.get(
      provider.approve(String(back.headers.location), { oid: 'oid-ben', name: 'Ben', email: 'ben@demo.example' }),
    );
    assert.doesNotMatch((await browser.get(PAGE)).body, /value="Rome"/);
    assert.equal((await signIn(PAGE)).headers.location, PAGE);
    assert.match((await browser.get(PAGE)).body, /not saved yet[\s\S]*value="Rome"/);
    await send({});
    assert.equal(held()?.city, 'Rome');
  });

  test('gives back what was typed when the provider wants a sign-in before anything can be asked', async () => {
    const fields = formFields((await browser.get(PAGE)).body, PAGE);
    await portal.db.deleteFrom('portal_token_cache').execute();
    const sent = await browser.post(PAGE, { ...fields, city: 'Rome' });
    assert.equal(sent.headers.location, '/sign-in?return_to=%2Faccount%2Fprofile');
    assert.equal((await signIn(PAGE)).headers.location, PAGE);
    assert.match((await browser.get(PAGE)).body, /not saved yet[\s\S]*value="Rome"/);
    await send({});
    assert.equal(held()?.city, 'Rome');
  });

  test('asks whoever is not signed in to sign in, and takes no form from elsewhere', async () => {
    const stranger = portal.browser();
    assert.equal((await stranger.get(PAGE)).headers.location, '/sign-in?return_to=%2Faccount%2Fprofile');
    const fields = formFields((await browser.get(PAGE)).body, PAGE);
    const forged = await browser.post(PAGE, { ...fields, city: 'Rome' }, { origin: 'https://evil.example' });
    assert.equal(forged.statusCode, 403);
  });
});

describe('trouble with the profile', () => {
  for (const [code, says] of [
    ['profile-service-away', /does not answer right now/],
    ['profile-access-missing', /does not let us edit profiles/],
    ['profile-client-refused', /does not let us edit profiles/],
  ] as const)
    test(`${code} is a page that says so, loses nothing that was typed, and ends by itself`, async () => {
      const fields = formFields((await browser.get(PAGE)).body, PAGE);
      troubled(503, code);
      const page = await browser.get(PAGE);
      assert.equal(page.statusCode, 503);
      assert.match(page.body, says);
      const refused = await browser.post(PAGE, { ...fields, city: 'Rome' });
      assert.equal(refused.statusCode, 503);
      assert.match(refused.body, /value="Rome"/);
      assert.match(refused.body, says);
      portal.api.state.profileTrouble = undefined;
      assert.equal((await browser.post(PAGE, formFields(refused.body, PAGE))).statusCode, 303);
    });

  test('a provider that asks for patience is quoted with its time', async () => {
    troubled(503, 'profile-service-busy', { 'retry-after': '40' });
    assert.match((await browser.get(PAGE)).body, /try again in 40 seconds/);
    troubled(503, 'profile-service-busy', { 'retry-after': '130' });
    assert.match((await browser.get(PAGE)).body, /try again in 3 minutes/);
  });

  test('an api that does not answer leaves what was typed in the form', async () => {
    const fields = formFields((await browser.get(PAGE)).body, PAGE);
    portal.api.state.isAway = true;
    const refused = await browser.post(PAGE, { ...fields, city: 'Rome' });
    assert.equal(refused.statusCode, 503);
    assert.match(refused.body, /did not answer[\s\S]*value="Rome"/);
  });

  test('a session that the provider revoked is a page with a way to sign in, never a circle of redirects', async () => {
    troubled(401, 'profile-sign-in-needed', { 'www-authenticate': 'Bearer error="invalid_token"' });
    const page = await browser.get(PAGE);
    assert.equal(page.statusCode, 403);
    assert.match(page.body, /sign in again first[\s\S]*href="\/account\/profile\/sign-in"/);
    const asked = new URL(String((await browser.get('/account/profile/sign-in')).headers.location));
    assert.equal(asked.origin, AUTHORITY);
  });

  test('a further proof is asked for with the claims that the provider named, and what was typed comes back', async () => {
    const fields = formFields((await browser.get(PAGE)).body, PAGE);
    const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: ['p'] } } });
    const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    troubled(401, 'profile-proof-needed', { 'www-authenticate': challenge });
    const refused = await browser.post(PAGE, { ...fields, city: 'Rome' });
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /further proof[\s\S]*kept for you/);
    const asked = await browser.get('/account/profile/sign-in');
    const url = new URL(String(asked.headers.location));
    const sent = JSON.parse(url.searchParams.get('claims') ?? '{}') as { access_token?: unknown };
    assert.deepEqual(sent.access_token, { capolids: { essential: true, values: ['p'] } });
    portal.api.state.profileTrouble = undefined;
    const back = await browser.get(provider.approve(url.href));
    assert.equal(back.headers.location, PAGE);
    assert.match((await browser.get(PAGE)).body, /value="Rome"/);
  });
});

test('where the provider keeps profiles in its own way, there is no such page', async (t) => {
  const elsewhere = await startPortal({ GRAPH_PROFILE: 'false' });
  t.after(elsewhere.close);
  const visitor = elsewhere.browser();
  await signIn('/policies', visitor);
  assert.equal((await visitor.get(PAGE)).statusCode, 404);
  assert.doesNotMatch((await visitor.get('/account')).body, /Edit profile/);
  const b2c = await startTestPortal();
  t.after(b2c.close);
  const other = b2c.browser();
  await signInByB2c(b2c, other);
  assert.equal((await other.get(PAGE)).statusCode, 404);
});

test('refuses the setting for a provider that cannot', () => {
  assert.throws(() => readPortalConfig({ GRAPH_PROFILE: 'true' }), /GRAPH_PROFILE is wrong.*external-id/);
});
