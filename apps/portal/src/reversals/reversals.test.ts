import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';

const TOKEN = 'T'.repeat(43);
const DONE = { policyNumber: 'SUR-100001', reported: 'SUR-100001-E0001' };

let portal: TestPortal;
let browser: TestBrowser;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());
beforeEach(() => {
  portal.log.length = 0;
  portal.api.state.links.clear();
  portal.api.state.links.set(TOKEN, { outcome: 'restored', number: 'SUR-100001-E0002', ...DONE });
  browser = portal.browser();
});

const open = async () => formFields((await browser.get(`/reversals/${TOKEN}`)).body, '/reversals');

test('opening the link changes nothing and lets its token go nowhere', async () => {
  const page = await browser.get(`/reversals/${TOKEN}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /This was not me/);
  assert.equal(page.headers['referrer-policy'], 'strict-origin');
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.notEqual(portal.api.state.links.get(TOKEN), 'used');
  assert.equal((await open()).link_token, TOKEN);
});

test('sending the form does it without a sign-in, and says what was done and what to do', async () => {
  const done = await browser.post('/reversals', await open());
  assert.equal(done.statusCode, 200, done.body);
  assert.match(done.body, /The former beneficiaries are back/);
  assert.match(done.body, /SUR-100001-E0002/);
  assert.match(done.body, /href="\/sign-in\/password-reset"/);
  assert.equal(portal.api.state.links.get(TOKEN), 'used');
});

test('says that nothing was put back where the policy has moved on, or is not in force', async () => {
  for (const outcome of ['changed-since', 'not-in-force'] as const) {
    portal.api.state.links.set(TOKEN, { outcome, ...DONE });
    const done = await browser.post('/reversals', await open());
    assert.match(done.body, /<h1>Changes are stopped<\/h1>/);
    assert.match(done.body, /<strong>not<\/strong> put the former beneficiaries back/);
  }
});

test('says of each policy of a change what was done, and that one which had not taken effect never will', async () => {
  const stopped = { outcome: 'stopped', policyNumber: 'SUR-100001', reported: 'SUR-100001' } as const;
  const other = { ...stopped, policyNumber: 'SUR-100002', reported: 'SUR-100002' };
  portal.api.state.links.set(TOKEN, { ...stopped, also: [other] });
  const done = await browser.post('/reversals', await open());
  assert.match(done.body, /The change had not taken effect, and never will/);
  assert.match(done.body, /<h2>Policy SUR-100002<\/h2>/);
  assert.match(done.body, /policies SUR-100001, SUR-100002 until we have spoken with you/);
});

test('the token stands in no line of the log', async () => {
  await browser.post('/reversals', await open());
  await browser.post('/reversals', await open());
  assert.ok(portal.log.length > 0);
  assert.ok(!portal.log.join('').includes(TOKEN));
});

test('a link that was used, has expired, was cut or is unknown gets one clear page', async () => {
  const cases = [
    ['used', 409, /This link was used before/],
    ['expired', 410, /This link has expired/],
    [undefined, 404, /This link is not complete/],
  ] as const;
  for (const [state, status, says] of cases) {
    if (state) portal.api.state.links.set(TOKEN, state);
    else portal.api.state.links.delete(TOKEN);
    const page = await browser.post('/reversals', await open());
    assert.equal(page.statusCode, status);
    assert.match(page.body, says);
  }
  const cut = await browser.get('/reversals/abc');
  assert.equal(cut.statusCode, 404);
  assert.match(cut.body, /This link is not complete/);
});

test('a form of another browser or another site is refused, and the link stays good', async () => {
  const fields = await open();
  const other = portal.browser();
  await other.get(`/reversals/${TOKEN}`);
  assert.equal((await other.post('/reversals', fields)).statusCode, 403);
  assert.equal((await portal.browser().post('/reversals', fields)).statusCode, 403);
  assert.equal((await browser.post('/reversals', fields, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  assert.equal((await browser.post('/reversals', { ...fields, csrf_token: '' })).statusCode, 403);
  assert.equal((await browser.post('/reversals', fields)).statusCode, 200);
});

test('while the policy service is away the link stays good', async () => {
  const fields = await open();
  portal.api.state.isAway = true;
  assert.equal((await browser.post('/reversals', fields)).statusCode, 503);
  portal.api.state.isAway = false;
  assert.equal((await browser.post('/reversals', fields)).statusCode, 200);
});

test('the way to a new password leads to the user flow for it', async () => {
  const response = await browser.get('/sign-in/password-reset');
  assert.equal(response.statusCode, 303);
  assert.match(new URL(String(response.headers.location)).pathname, /\/b2c_1_passwordreset1\//i);
});
