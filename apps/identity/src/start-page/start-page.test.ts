import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readIdentityConfig } from '../config.ts';
import { applicationHref, RUN_PATH, START_PATH, VIEWER_PATH } from '../routes.ts';
import { demoTenant } from '../tenant/demo-tenant.ts';
import { addPerson, PASSWORD } from '../testing/a-person.ts';
import { aTenant, OTHER_API, PORTAL, REDIRECT_URI, ROPC, SHOP, SIGN_IN, SPA, TENANT_ID } from '../testing/a-tenant.ts';
import { createTestBrowser, headingOf } from '../testing/test-browser.ts';
import { createTestIdentity, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const VIEWER = { id: '7c0ffee0-0000-4000-8000-0000000000e1', redirectUri: `${ORIGIN}${VIEWER_PATH}` };

/** The tenant of most tests, with the viewer that a laptop has. */
function tenantWithViewer() {
  const tenant = aTenant();
  const demo = demoTenant({
    tenantId: tenant.id,
    tenantName: tenant.name,
    passwordReset: 'inside',
    portal: PORTAL,
    api: { applicationId: '', appIdUri: `https://${tenant.name}/api` },
    viewerOrigin: ORIGIN,
  });
  return {
    ...tenant,
    applications: [...tenant.applications, ...demo.applications.filter(({ id }) => id === VIEWER.id)],
  };
}

describe('the start page', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({ tenant: tenantWithViewer() });
  });
  after(() => identity.close());
  const open = (url: string) => createTestBrowser(identity.app).open(url);
  const runOf = (userFlow: string, id: string, redirectUri: string) =>
    identity.app.inject({ url: RUN_PATH, query: { userFlow, reply: `${id} ${redirectUri}` } });

  test('names the tenant, its user flows and applications, and no secret', async () => {
    const { html } = await open(START_PATH);
    for (const text of [TENANT_ID, SIGN_IN, ROPC, 'Shop', SHOP.clientId, 'b2c_1_signupsignin1/v2.0/.well-known'])
      assert.ok(html.includes(text), text);
    for (const secret of [PORTAL.secret, ...SHOP.secrets]) assert.ok(!html.includes(secret));
  });

  test('runs a user flow for a chosen application and reply URL, asking for the password as Azure does', async () => {
    const { statusCode, headers } = await runOf(SIGN_IN, PORTAL.clientId, REDIRECT_URI);
    const { searchParams, pathname } = new URL(String(headers.location));
    assert.deepEqual(
      [statusCode, searchParams.get('prompt'), searchParams.get('response_type')],
      [303, 'login', 'code'],
    );
    const journey = await identity.app.inject({ url: `${pathname}?${searchParams}` });
    assert.match(String(journey.headers.location), /\/journey\/.*\/sign-in$/);
    const page = await runOf(SIGN_IN, SPA.clientId, SPA.redirectUri);
    const { pathname: path, search } = new URL(String(page.headers.location));
    assert.match(String((await identity.app.inject({ url: path + search })).headers.location), /\/sign-in$/);
  });

  test('runs nothing for what is not registered, and no user flow without pages', async () => {
    for (const [userFlow, id, uri] of [
      [SIGN_IN, PORTAL.clientId, 'https://evil.example/'],
      [SIGN_IN, SHOP.clientId, REDIRECT_URI],
      ['B2C_1_nothing', PORTAL.clientId, REDIRECT_URI],
      [ROPC, PORTAL.clientId, REDIRECT_URI],
    ] as const)
      assert.equal((await runOf(userFlow, id, uri)).statusCode, 404, `${userFlow} ${uri}`);
  });

  test('the viewer shows the tokens of a run, and none of them stands in an address', async () => {
    const { email } = await addPerson(identity);
    const browser = createTestBrowser(identity.app);
    const { headers } = await runOf(SIGN_IN, VIEWER.id, VIEWER.redirectUri);
    const first = await browser.open(String(headers.location).slice(ORIGIN.length));
    const answer = await browser.press(first, 'continue', { email, password: PASSWORD });
    const posted = Object.fromEntries(
      [...answer.html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
    assert.match(answer.html, new RegExp(`action="${VIEWER.redirectUri}"`));
    const shown = await browser.post(VIEWER_PATH, posted);
    assert.equal(headingOf(shown), 'What the application gets');
    assert.match(
      shown.html,
      /ID token <span class="badge">signed by this server[\s\S]*Access token <span class="badge">signed/,
    );
    assert.match(shown.html, /Accounts\.Read Accounts\.Write/);
    const [head = '', body = ''] = String(posted.id_token).split('.');
    const forged = await browser.post(VIEWER_PATH, { id_token: `${head}.${body}.${'A'.repeat(342)}` });
    assert.match(forged.html, /not signed by this server/);
  });

  test('the viewer shows a refusal and markup as text, and survives what is no token', async () => {
    const browser = createTestBrowser(identity.app);
    const claims = Buffer.from(JSON.stringify({ name: '<script>alert(1)</script>' })).toString('base64url');
    const head = Buffer.from('{"alg":"none"}').toString('base64url');
    const { html } = await browser.post(VIEWER_PATH, {
      id_token: `${head}.${claims}.`,
      access_token: 'no token',
      error: 'access_denied',
      error_description: 'AADB2C90091: <b>cancelled',
    });
    assert.doesNotMatch(html, /<script>alert|<b>/);
    assert.match(html, /AADB2C90091: &lt;b&gt;cancelled/);
    assert.match((await browser.open(VIEWER_PATH)).html, /Nothing yet/);
  });

  test('configuration names addresses that answer, and libraries that suit the kind of application', async () => {
    const web = (await open(`${applicationHref(SHOP.clientId)}?userFlow=B2C_1_strict`)).html;
    for (const library of ['MSAL Node', 'MSAL Python', 'Microsoft.Identity.Web', 'Spring Security', 'openid-client'])
      assert.ok(web.includes(library), library);
    assert.ok(!SHOP.secrets.some((secret) => web.includes(secret)));
    const single = (await open(applicationHref(SPA.clientId))).html;
    assert.match(single, /MSAL\.js/);
    assert.doesNotMatch(single, /Spring|CLIENT_SECRET/);
    const [, authority = ''] = /authority: &#39;https:\/\/[^/]+(\/[^&]+)&#39;/.exec(web) ?? [];
    const [, metadata = ''] = /new URL\(&#39;https:\/\/[^/]+(\/[^&]+)&#39;/.exec(web) ?? [];
    for (const url of [`${authority}/v2.0/.well-known/openid-configuration`, metadata])
      assert.equal((await identity.app.inject({ url })).statusCode, 200, url);
  });

  test('an application that is not there has no configuration', async () => {
    assert.equal((await open(applicationHref(OTHER_API.appIdUri.length.toString()))).status, 404);
  });
});

test('a disabled application is shown as such, and no user flow runs for it', async () => {
  const tenant = aTenant();
  const applications = tenant.applications.map((each) => ({ ...each, isDisabled: each.id === SHOP.clientId }));
  const identity = await createTestIdentity({ tenant: { ...tenant, applications } });
  const { html } = await createTestBrowser(identity.app).open(START_PATH);
  assert.match(html, /web, disabled · <span class="mono">aaaaaaaa-0000-4000-8000-000000000002/);
  assert.doesNotMatch(html, /<option value="aaaaaaaa-0000-4000-8000-000000000002/);
  const query = { userFlow: SIGN_IN, reply: `${SHOP.clientId} ${SHOP.redirectUri}` };
  assert.equal((await identity.app.inject({ url: RUN_PATH, query })).statusCode, 404);
  await identity.close();
});

test('on a public origin the start page says nothing about the tenant, and nothing runs from it', async () => {
  const identity = await createTestIdentity({ tenant: tenantWithViewer(), hasStartPage: false });
  const page = await createTestBrowser(identity.app).open(START_PATH);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.html, /contoso|B2C_1|Shop/i);
  for (const url of [RUN_PATH, VIEWER_PATH, applicationHref(SHOP.clientId)])
    assert.equal((await identity.app.inject({ url })).statusCode, 404, url);
  await identity.close();
});

test('it is shown on a loopback origin, and elsewhere only where a setting says so', () => {
  const secret = 'a-secret-for-this-test-only';
  const safe = { DATA_DIR: '/nowhere', IDENTITY_SECRET: secret, PORTAL_CLIENT_SECRET: secret };
  const elsewhere = { ...safe, IDENTITY_ORIGIN: 'https://login.example', SMTP_URL: 'smtp://mail.example' };
  assert.equal(readIdentityConfig(safe).hasStartPage, true);
  assert.equal(readIdentityConfig(elsewhere).hasStartPage, false);
  assert.equal(readIdentityConfig({ ...elsewhere, START_PAGE: 'true' }).hasStartPage, true);
});
