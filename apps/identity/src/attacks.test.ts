import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPerson, begin, PASSWORD, PROFILE_FLOW } from './testing/a-person.ts';
import { aTenant, PORTAL, SIGN_IN, TENANT_NAME } from './testing/a-tenant.ts';
import { createTestIdentity, ORIGIN, type TestIdentity } from './testing/test-identity.ts';

const SCRIPT = '"><script>alert(1)</script>';
const EVIL = 'https://evil.example';

let identity: TestIdentity;
before(async () => {
  const tenant = aTenant();
  const applications = tenant.applications.map((application) => ({ ...application, name: SCRIPT }));
  identity = await createTestIdentity({ tenant: { ...tenant, applications } });
  await identity.app.ready();
  await addPerson(identity, { attributes: { given_name: SCRIPT, family_name: SCRIPT, name: SCRIPT, city: SCRIPT } });
});
after(() => identity.close());

/** Every route of the server, from its own table: a new one is found without naming it here. */
function routesOf(method: 'GET' | 'POST'): string[] {
  const table = identity.app.printRoutes({ commonPrefix: false });
  const paths: string[] = [];
  const prefixes: string[] = [];
  for (const line of table.split('\n')) {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S*)(?: \((.*)\))?$/.exec(line) ?? [];
    if (part === '') continue;
    const depth = indent.length / 4;
    prefixes.length = depth;
    prefixes.push(part);
    if (methods.split(', ').includes(method)) paths.push(prefixes.join(''));
  }
  return paths;
}

/** A path of this pattern. */
function pathOf(pattern: string): string {
  return pattern
    .replace(':tenant', TENANT_NAME)
    .replace(':userFlow', SIGN_IN)
    .replace(/:\w+|\*/g, 'x');
}

/**
 * What other sites may post to: endpoints that applications call, and the start page's viewer, which is a redirect URI as
 * any application's and changes nothing.
 */
const IS_OPEN = /(\/oauth2\/v2\.0\/(authorize|token|par|logout)|^\/viewer)$/i;

test('every form refuses to be sent from another site', async () => {
  const forms = routesOf('POST').filter((pattern) => !IS_OPEN.test(pattern));
  assert.ok(forms.some((pattern) => pattern.includes('journey')) && forms.some((pattern) => pattern.includes('inbox')));
  for (const pattern of forms) {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: EVIL,
      'sec-fetch-site': 'cross-site',
    };
    const { statusCode } = await identity.app.inject({ method: 'POST', url: pathOf(pattern), headers, payload: 'a=b' });
    assert.equal(statusCode, 403, pattern);
  }
});

test('no page can be framed, sniffed, or run foreign script', async () => {
  const patterns = routesOf('GET');
  assert.ok(patterns.length > 10);
  for (const pattern of [...patterns, '/nothing']) {
    const { headers, body } = await identity.app.inject(pathOf(pattern));
    assert.equal(headers['x-content-type-options'], 'nosniff', pattern);
    if (!String(headers['content-type']).startsWith('text/html')) continue;
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /frame-ancestors 'none'/, pattern);
    assert.match(policy, /default-src 'none'/, pattern);
    assert.doesNotMatch(policy, /unsafe/, pattern);
    assert.doesNotMatch(body, /<script>/, pattern);
  }
});

test('names of applications and attributes of people are text on every page', async () => {
  const { browser, page } = await begin(identity, PROFILE_FLOW);
  assert.match(page.html, /&lt;script&gt;/);
  const profile = await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
  assert.match(profile.html, /&lt;script&gt;/);
  const start = await browser.open('/');
  for (const { html } of [page, profile, start]) assert.doesNotMatch(html, /<script>alert/);
});

test('a forged host name is repeated nowhere', async () => {
  for (const headers of [
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  ]) {
    const url = `/${TENANT_NAME}/${SIGN_IN}/v2.0/.well-known/openid-configuration`;
    const { body } = await identity.app.inject({ url, headers });
    assert.doesNotMatch(body, /evil/);
    assert.ok(body.includes(ORIGIN));
  }
});

test('a sign-in compares one password hash, whether or not the address has an account', async () => {
  const { passwords } = identity.services;
  const compare = passwords.isRight;
  const work: number[] = [];
  for (const email of ['grace@demo.example', 'nobody@demo.example']) {
    let count = 0;
    passwords.isRight = (...given) => {
      count += 1;
      return compare(...given);
    };
    const { browser, page } = await begin(identity, SIGN_IN, { prompt: 'login' });
    await browser.press(page, 'continue', { email, password: 'Not-the-password-1' });
    work.push(count);
  }
  passwords.isRight = compare;
  assert.deepEqual(work, [1, 1]);
});

test('JSON and plain text are no form', async () => {
  const url = `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/token`;
  const fields = { client_id: PORTAL.clientId, client_secret: PORTAL.secret, grant_type: 'client_credentials' };
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded; charset=utf-16']) {
    const headers = { 'content-type': type };
    const { statusCode } = await identity.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(fields) });
    assert.ok(statusCode >= 400 && statusCode < 500, type);
  }
});
