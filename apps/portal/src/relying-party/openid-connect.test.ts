import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { decodeJwt } from 'jose';
import { draftAChange, pressConfirm } from '../testing/draft-a-change.ts';
import {
  API,
  CLIENT_ID,
  CLIENT_SECRET,
  SECOND_FACTOR,
  startOpenidProvider,
} from '../testing/openid/openid-provider.ts';
import { OWN_EMAIL_CLAIM, PEOPLE } from '../testing/openid/people.ts';
import { createVisit } from '../testing/openid/visit.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { PORTAL, startTestPortal, type TestPortal } from '../testing/test-portal.ts';

const [ADA, BEN] = PEOPLE;

type OpenidProvider = Awaited<ReturnType<typeof startOpenidProvider>>;
let provider: OpenidProvider;
let portal: TestPortal;
before(async () => {
  provider = await startOpenidProvider({ portals: [PORTAL] });
  portal = await startPortalFor(provider.issuer);
});
after(async () => {
  await portal.close();
  provider.close();
});

function startPortalFor(issuer: string, changes: Record<string, string> = {}): Promise<TestPortal> {
  const environment = {
    PROVIDER_KIND: 'openid-connect',
    ISSUER_URL: issuer,
    PORTAL_CLIENT_ID: CLIENT_ID,
    PORTAL_CLIENT_SECRET: CLIENT_SECRET,
    API_RESOURCE: API,
    // The stand-in for B2C has one; this provider is reached where it says.
    PROVIDER_BACK_CHANNEL: '',
    ...changes,
  };
  return startTestPortal({}, environment).then((started) => {
    started.api.state.stepUpFlow = SECOND_FACTOR;
    return started;
  });
}

let browser: TestBrowser;
let visit: ReturnType<typeof createVisit>;
beforeEach(() => {
  browser = portal.browser();
  visit = createVisit(PORTAL);
  portal.api.state.maxAgeSeconds = undefined;
});

async function signIn(): Promise<void> {
  const start = await browser.get('/sign-in?return_to=%2Fpolicies');
  const response = await browser.get(await visit.approve(String(start.headers.location)));
  assert.equal(response.headers.location, '/policies', response.body);
}

test('a person signs in by a pushed request, and the api gets a token that is meant for it', async () => {
  const start = await browser.get('/sign-in');
  const url = new URL(String(start.headers.location));
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri'], 'nothing travels by the browser');
  await signIn();
  const token = decodeJwt(portal.api.state.tokens.at(-1) ?? '');
  assert.deepEqual([token.sub, token.aud, token.scope], ['openid-ada', API, 'Accounts.Read Accounts.Write']);
  assert.match((await browser.get('/account')).body, /Ada Demo[\s\S]*ada@demo\.example/);
});

test('where settings name other claims for name and address, these are taken', async () => {
  const elsewhere = await startPortalFor(provider.issuer, { NAME_CLAIM: 'nickname', EMAIL_CLAIM: OWN_EMAIL_CLAIM });
  try {
    browser = elsewhere.browser();
    await signIn();
    const { body } = await browser.get('/account');
    assert.match(body, /<dt>Name<\/dt><dd>Countess<\/dd>[\s\S]*<dt>E-mail<\/dt><dd>ada@elsewhere\.example<\/dd>/);
    assert.doesNotMatch(body, /Ada Demo|ada@demo\.example/);
  } finally {
    await elsewhere.close();
  }
});

test('a claim that is named and missing leaves the usual ones', async () => {
  const elsewhere = await startPortalFor(provider.issuer, { NAME_CLAIM: 'title', EMAIL_CLAIM: 'mail' });
  try {
    browser = elsewhere.browser();
    await signIn();
    assert.match((await browser.get('/account')).body, /Ada Demo[\s\S]*ada@demo\.example/);
  } finally {
    await elsewhere.close();
  }
});

test('the tokens of a session are sealed in the database, each for its session', async () => {
  await signIn();
  const rows = await portal.db.selectFrom('portal_token_cache').selectAll().execute();
  for (const { sealed } of rows) assert.doesNotMatch(sealed, /eyJ|accessToken/);
});

describe('a step-up', () => {
  test('asks for the class and the age that the api named, and its token confirms the change', async () => {
    await signIn();
    const change = await draftAChange(portal, browser, 'openid-ada');
    portal.api.state.maxAgeSeconds = 0;
    const stepUp = await pressConfirm(browser, change);
    assert.equal(stepUp.statusCode, 303, stepUp.body);
    const done = await browser.get(await visit.approve(String(stepUp.headers.location)));
    assert.match((await browser.follow(done)).body, /Your beneficiaries are changed/);
    const token = decodeJwt(portal.api.state.tokens.find((each) => decodeJwt(each).acr === SECOND_FACTOR) ?? '');
    assert.equal(token.nonce, 'challenge-of-draft-1');
    assert.ok(Number(token.auth_time) >= Math.floor(Date.now() / 1000) - 60);
  });

  test('by another person changes nothing', async () => {
    await signIn();
    const change = await draftAChange(portal, browser, 'openid-ada');
    portal.api.state.maxAgeSeconds = 0;
    const stepUp = await pressConfirm(browser, change);
    const atAnotherBrowser = createVisit(PORTAL);
    const response = await browser.get(await atAnotherBrowser.approve(String(stepUp.headers.location), BEN));
    assert.equal(response.statusCode, 403);
    assert.match(response.body, /Another person/);
  });

  test('that was cancelled, or denied by the provider, leads back to the change, and nothing changed', async () => {
    await signIn();
    const stepUp = await pressConfirm(browser, await draftAChange(portal, browser, 'openid-ada'));
    const response = await browser.get(await visit.cancel(String(stepUp.headers.location)));
    assert.equal(response.statusCode, 303);
    assert.match((await browser.follow(response)).body, /You did not finish the confirmation\. Nothing was changed\./);
  });
});

test('a sign-in that was denied leads to a page that says so', async () => {
  const start = await browser.get('/sign-in');
  const response = await browser.get(await visit.cancel(String(start.headers.location)));
  assert.equal(response.statusCode, 400);
  assert.match(response.body, /refused the sign-in[\s\S]*access_denied/);
});

test('every standard claim of a person has a meaning on the page of claims', async () => {
  await signIn();
  assert.match((await browser.get('/claims')).body, /<code>nickname<\/code>[\s\S]{0,200}The name you are called by\./);
});

describe('refuses', () => {
  const answerWith = async (change: (query: URLSearchParams) => void) => {
    const start = await browser.get('/sign-in');
    const url = new URL(await visit.approve(String(start.headers.location)), PORTAL);
    change(url.searchParams);
    return browser.get(`${url.pathname}${url.search}`);
  };

  test('an answer without iss, or with that of another issuer (RFC 9207)', async () => {
    for (const change of [
      (query: URLSearchParams) => query.delete('iss'),
      (query: URLSearchParams) => query.set('iss', 'https://evil.example'),
    ]) {
      const response = await answerWith(change);
      assert.equal(response.statusCode, 400);
      assert.match(response.body, /another sign-in service/);
    }
  });

  test('a code of another sign-in', async () => {
    const other = await portal.browser().get('/sign-in');
    const stolen = new URL(await createVisit(PORTAL).approve(String(other.headers.location), BEN), PORTAL);
    const response = await answerWith((query) => query.set('code', stolen.searchParams.get('code') ?? ''));
    assert.equal(response.statusCode, 400);
    assert.match(response.body, /did not accept the end of this sign-in/);
    assert.equal((await browser.get('/account')).statusCode, 303, 'nobody is signed in');
  });
});

test('an access token is renewed once for requests that come at once, and a spent refresh token means sign in again', async (t) => {
  const brief = await startOpenidProvider({ portals: [PORTAL], accessTokenSeconds: 30 });
  t.after(brief.close);
  const other = await startPortalFor(brief.issuer);
  t.after(other.close);
  const asked = countTokenRequests(brief);
  const visitor = other.browser();
  const start = await visitor.get('/sign-in');
  await visitor.get(await createVisit(PORTAL).approve(String(start.headers.location), ADA));
  const before = asked.count;
  const pages = await Promise.all([1, 2, 3].map(() => visitor.get('/policies')));
  assert.deepEqual(
    pages.map(({ statusCode }) => statusCode),
    [200, 200, 200],
  );
  assert.equal(asked.count - before, 1, 'one renewal for all three');
  const rows = await other.db.selectFrom('portal_token_cache').selectAll().execute();
  await visitor.get('/policies');
  // The former refresh token was replaced: whoever shows it again is not renewed.
  await other.db
    .updateTable('portal_token_cache')
    .set({ sealed: rows[0]?.sealed ?? '' })
    .execute();
  const response = await visitor.get('/policies');
  assert.equal(response.headers.location, '/sign-in?return_to=%2Fpolicies');
});

test('signing out ends the session here and leads to the end of the one there', async () => {
  await signIn();
  const fields = formFields((await browser.get('/policies')).body, '/sign-out');
  const out = await browser.post('/sign-out', fields);
  const url = new URL(String(out.headers.location));
  assert.equal(`${url.origin}${url.pathname}`, `${provider.issuer}/session/end`);
  assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${PORTAL}/`);
  assert.equal((await browser.get('/policies')).statusCode, 303);
});

test('what the provider does not offer is not offered: no profile page, and the password is its own matter', async (t) => {
  await signIn();
  assert.doesNotMatch((await browser.get('/account')).body, /Edit profile/);
  assert.equal((await browser.get('/account/profile-editing')).statusCode, 404);
  const elsewhere = await startPortalFor(provider.issuer, { ACCOUNT_URL: 'https://id.example/account' });
  t.after(elsewhere.close);
  const reset = await elsewhere.browser().get('/sign-in/password-reset');
  assert.equal(reset.headers.location, 'https://id.example/account');
});

function countTokenRequests({ provider: counted }: OpenidProvider): { count: number } {
  const asked = { count: 0 };
  counted.on('grant.success', () => {
    asked.count += 1;
  });
  return asked;
}
