import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { decodeJwt, type JWTPayload } from 'jose';
import { draftAChange, pressConfirm } from '../testing/draft-a-change.ts';
import { AUTHORITY, startExternalId, TENANT } from '../testing/external-id.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { PORTAL, startTestPortal, type TestPortal } from '../testing/test-portal.ts';

const CLIENT = { clientId: 'b0100000-0000-4000-8000-00000000000b', clientSecret: 'the-secret-of-the-portal' };

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
beforeEach(() => {
  browser = portal.browser();
  Object.assign(provider.state, { tamper: (claims: JWTPayload) => claims, accessTokenSeconds: 3599 });
});

function startPortal(changes: Record<string, string> = {}): Promise<TestPortal> {
  const environment = {
    PROVIDER_KIND: 'external-id',
    AUTHORITY_ORIGIN: AUTHORITY,
    TENANT_ID: TENANT.toUpperCase(),
    PROVIDER_BACK_CHANNEL: provider.origin,
    PORTAL_CLIENT_ID: CLIENT.clientId,
    PORTAL_CLIENT_SECRET: CLIENT.clientSecret,
    API_APP_ID_URI: 'api://a9100000-0000-4000-8000-00000000000a',
    ...changes,
  };
  return startTestPortal({}, environment);
}

async function signIn() {
  const start = await browser.get('/sign-in?return_to=%2Fpolicies');
  return browser.get(provider.approve(String(start.headers.location)));
}

test('asks at the authority with the GUID for the scopes of the api, and takes the issuer of the GUID host', async () => {
  const start = await browser.get('/sign-in');
  const url = new URL(String(start.headers.location));
  assert.equal(`${url.origin}${url.pathname}`, `${AUTHORITY}/${TENANT}/oauth2/v2.0/authorize`);
  assert.match(url.searchParams.get('scope') ?? '', /api:\/\/a9100000-[^ ]*\/Accounts\.Read/);
  assert.equal((await signIn()).headers.location, '/policies');
  assert.match((await browser.get('/account')).body, /Ada Demo[\s\S]*ada@demo\.example/);
});

test('knows a person by oid, the same at portal and api, not by the sub that differs for each', async () => {
  await signIn();
  const token = decodeJwt(portal.api.state.tokens.at(-1) ?? '');
  assert.deepEqual(
    [token.oid, token.sub, token.tfp, token.emails],
    ['oid-ada', 'oid-ada-at-api', undefined, undefined],
  );
});

test('an access token near its end is renewed, and a spent refresh token means sign in again', async () => {
  provider.state.accessTokenSeconds = 200;
  await signIn();
  const used = () => portal.api.state.tokens.at(-1);
  const first = used();
  assert.equal((await browser.get('/policies')).statusCode, 200);
  assert.notEqual(used(), first, 'MSAL renews what ends within five minutes');
  provider.revokeAll();
  assert.equal((await browser.get('/policies')).headers.location, '/sign-in?return_to=%2Fpolicies');
});

describe('a step-up', () => {
  test('passes the claims request of the api on, and its token carries the context', async () => {
    Object.assign(portal.api.state, { asksForClaims: true, stepUpFlow: 'c1' });
    await signIn();
    const change = await draftAChange(portal, browser, 'oid-ada-at-api');
    const stepUp = await pressConfirm(browser, change);
    assert.equal(stepUp.statusCode, 303, stepUp.body);
    const done = await browser.get(provider.approve(String(stepUp.headers.location)));
    assert.match((await browser.follow(done)).body, /Your beneficiaries are changed/);
    const asked = JSON.parse(provider.state.claimsRequests.at(-1) ?? '{}') as { access_token?: unknown };
    assert.deepEqual(asked.access_token, { acrs: { essential: true, value: 'c1' } });
  });

  test('is not begun when the api asks for no claims, which is all that External ID could meet', async () => {
    Object.assign(portal.api.state, { asksForClaims: false });
    await signIn();
    const stepUp = await pressConfirm(browser, await draftAChange(portal, browser, 'oid-ada-at-api'));
    assert.equal(stepUp.statusCode, 409);
    assert.match(stepUp.body, /Nothing was changed/);
  });
});

test('refuses an ID token of another tenant, or of another issuer', async () => {
  for (const changes of [{ tid: 'another-tenant' }, { iss: `${AUTHORITY}/${TENANT}/v2.0` }, { nonce: 'another' }]) {
    provider.state.tamper = (claims) => ({ ...claims, ...changes });
    const response = await signIn();
    assert.ok([400, 401].includes(response.statusCode), JSON.stringify(changes));
    assert.equal((await browser.get('/account')).statusCode, 303, 'nobody is signed in');
  }
});

test('a wrong secret is a page that blames nobody, and a log line with the cause', async (t) => {
  const wrong = await startPortal({ PORTAL_CLIENT_SECRET: 'a-secret-that-was-rotated' });
  t.after(wrong.close);
  const visitor = wrong.browser();
  const start = await visitor.get('/sign-in');
  const response = await visitor.get(provider.approve(String(start.headers.location)));
  assert.equal(response.statusCode, 503);
  assert.match(response.body, /does not accept this portal/);
  assert.match(wrong.log.join(''), /client-refused[^\n]*invalid_client/);
  assert.doesNotMatch(wrong.log.join(''), /a-secret-that-was-rotated/);
});

test('the password is reset on the sign-in page, and the profile where the settings say', async (t) => {
  const reset = await browser.get('/sign-in/password-reset');
  assert.match(String(reset.headers.location), /ciamlogin\.com/);
  const withPage = await startPortal({ ACCOUNT_URL: 'https://account.example/profile' });
  t.after(withPage.close);
  const visitor = withPage.browser();
  const start = await visitor.get('/sign-in');
  await visitor.get(provider.approve(String(start.headers.location)));
  assert.match((await visitor.get('/account')).body, /Edit profile/);
  const edit = await visitor.get('/account/profile-editing');
  assert.equal(edit.headers.location, 'https://account.example/profile');
});

test('signing out leads to the end of the session there', async () => {
  await signIn();
  const fields = formFields((await browser.get('/policies')).body, '/sign-out');
  const out = new URL(String((await browser.post('/sign-out', fields)).headers.location));
  assert.equal(out.pathname, `/${TENANT}/oauth2/v2.0/logout`);
  assert.equal(out.searchParams.get('post_logout_redirect_uri'), `${PORTAL}/`);
});
