import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { browserOfAda, confirm, draft, FORM, ownDesignation, SECOND } from '../testing/beneficiaries-form.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal } from '../testing/test-portal.ts';
import { ADA } from '../testing/test-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());
let browser: TestBrowser;
beforeEach(async () => {
  browser = await browserOfAda(portal);
});

test('a change is drafted, reviewed, confirmed with a second factor, and stands as a numbered endorsement', async () => {
  const change = await draft(browser);
  const review = await browser.get(change);
  assert.match(review.body, /Check your change/);
  assert.match(review.body, /Added/);
  assert.match(review.body, /Changed/);
  assert.match(review.body, /no contingent beneficiary/);
  const stepUp = new URL(await confirm(browser, change));
  assert.match(stepUp.pathname, /\/b2c_1_signupsignin1_mfa\//);
  assert.equal(stepUp.searchParams.get('nonce'), 'challenge-of-draft-1', 'bound to this draft');
  assert.equal(stepUp.searchParams.get('login_hint'), 'ada@demo.example');
  assert.equal(stepUp.searchParams.get('prompt'), null);
  assert.equal(ownDesignation(portal)?.length, 1, 'nothing has changed yet');
  const done = await browser.get(portal.provider.approve(stepUp.href));
  const page = await browser.follow(done);
  assert.match(page.body, /Your beneficiaries are changed/);
  assert.match(page.body, /SUR-100001-E0001/);
  assert.equal(ownDesignation(portal)?.length, 2);
  assert.match((await browser.get('/policies/SUR-100001')).body, /Endorsement SUR-100001-E0001/);
});

test('a recorded change has a confirmation to print, for its policyholder alone; a draft has none', async () => {
  const change = await draft(browser);
  const early = await browser.get(`${change}/confirmation.pdf`);
  assert.equal(early.statusCode, 409);
  assert.match(String(early.headers['content-type']), /text\/html/);
  const page = await browser.follow(await browser.get(portal.provider.approve(await confirm(browser, change))));
  assert.match(page.body, new RegExp(`href="${change}/confirmation.pdf"`));
  assert.match((await browser.get('/policies/SUR-100001')).body, new RegExp(`href="${change}/confirmation.pdf"`));
  const printed = await browser.get(`${change}/confirmation.pdf`);
  assert.equal(printed.headers['content-type'], 'application/pdf');
  assert.equal(printed.headers['cache-control'], 'no-store');
  assert.equal(printed.headers['content-disposition'], 'attachment; filename="SUR-100001-E0001.pdf"');
  assert.equal(printed.body, '%PDF of SUR-100001-E0001');
  const stranger = await portal.browser().get(`${change}/confirmation.pdf`);
  assert.equal(stranger.headers.location, `/sign-in?return_to=${encodeURIComponent(change)}`);
});

test('the confirm page lets its form be redirected to the provider, and no other page anywhere else', async () => {
  const policy = (await browser.get(await draft(browser))).headers['content-security-policy'];
  assert.match(String(policy), new RegExp(`form-action 'self' ${portal.provider.origin} `));
});

test('the step-up, and nothing else, asks for the password as well where that is set', async () => {
  const strict = await startTestPortal({}, { STEP_UP_PROMPT: 'login' });
  const visitor = strict.browser();
  strict.api.own(ADA.sub);
  await signIn(strict, visitor);
  const start = await visitor.get('/sign-in');
  assert.equal(new URL(String(start.headers.location)).searchParams.get('prompt'), null);
  const fields = formFields((await visitor.get(FORM)).body, FORM);
  const change = String((await visitor.post(FORM, { ...fields, ...SECOND, action: 'review' })).headers.location);
  const action = `${change}/confirmation`;
  const stepUp = await visitor.post(action, formFields((await visitor.get(change)).body, action));
  assert.equal(new URL(String(stepUp.headers.location)).searchParams.get('prompt'), 'login');
  await strict.close();
});

test("the step-up's tokens serve one confirmation and are never stored", async () => {
  const before = await portal.db.selectFrom('portal_token_cache').selectAll().orderBy('session_hash').execute();
  const stepUp = await confirm(browser, await draft(browser));
  const issued = portal.provider.state.issued.length;
  const done = await browser.get(portal.provider.approve(stepUp));
  const fresh = portal.provider.state.issued.slice(issued);
  assert.ok(fresh.length > 0);
  await browser.follow(done);
  await browser.get('/policies');
  const rows = await portal.db.selectFrom('portal_token_cache').selectAll().orderBy('session_hash').execute();
  assert.deepEqual(rows, before);
  const uses = portal.api.state.tokens.filter((token) => fresh.includes(token));
  assert.equal(uses.length, 1, 'one call to the api');
  assert.ok(!portal.log.join('').includes(fresh[0] ?? 'missing'));
});
