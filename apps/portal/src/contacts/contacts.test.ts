import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';

const FORM = '/account/contact/edit';
const NEW = {
  email: 'new@demo.example',
  street: '1 New Street',
  city: 'Newtown',
  region: 'TX',
  postalCode: '78701',
  country: 'US',
};

let portal: TestPortal;
let browser: TestBrowser;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());
beforeEach(async () => {
  portal.api.state.contacts.clear();
  portal.api.state.contactChanges.clear();
  portal.api.state.whyContactIsFixed = undefined;
  browser = portal.browser();
  await signIn(portal, browser);
});

async function send(change: Record<string, string>) {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  return browser.post(FORM, { ...fields, ...change });
}

test('contact data are drafted, reviewed, confirmed with a bound second factor, and shown', async () => {
  const drafted = await send(NEW);
  assert.equal(drafted.statusCode, 303, drafted.body);
  const change = String(drafted.headers.location);
  const review = await browser.get(change);
  for (const words of [
    'Check your change',
    'ada@demo.example',
    'new@demo.example',
    '1 New Street, Newtown, TX 78701, US',
  ])
    assert.ok(review.body.includes(words), words);
  assert.match((await browser.get(`${FORM}?from=contact-1`)).body, /value="1 New Street"/, 'change it again');
  const action = `${change}/confirmation`;
  const asked = await browser.post(action, formFields(review.body, action));
  const stepUp = new URL(String(asked.headers.location));
  assert.match(stepUp.pathname, /\/b2c_1_signupsignin1_mfa\//);
  assert.equal(stepUp.searchParams.get('nonce'), 'challenge-of-contact-1');
  assert.equal((await browser.get('/account/contact')).body.includes('new@demo.example'), false);
  const page = await browser.follow(await browser.get(portal.provider.approve(stepUp.href)));
  assert.match(page.body, /Your contact data are changed/);
  assert.match(page.body, /new@demo\.example/);
  assert.match((await browser.get(change)).body, /It is in effect/);
});

test('what is wrong stands beside its field, and what was typed stays', async () => {
  const refused = await send({ ...NEW, region: 'ZZ', street: '' });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /href="#region"/);
  assert.match(refused.body, /id="street-error"/);
  assert.match(refused.body, /value="Newtown"/);
});

test('a change made meanwhile is said, and sending again means it', async () => {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  for (const held of portal.api.state.contacts.values()) held.version += 1;
  const stale = await browser.post(FORM, { ...fields, ...NEW });
  assert.equal(stale.statusCode, 422);
  assert.match(stale.body, /have changed since you opened this page/);
  assert.match(stale.body, /value="1 New Street"/);
  const again = await browser.post(FORM, formFields(stale.body, FORM));
  assert.equal(again.statusCode, 303);
});

test('what was typed comes back when the session has ended', async () => {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  portal.time.now = new Date(portal.time.now.getTime() + 24 * 60 * 60_000);
  const away = await browser.post(FORM, { ...fields, ...NEW }, { 'sec-fetch-site': 'same-origin' });
  assert.equal(away.statusCode, 303, away.body);
  const back = await signIn(portal, browser, FORM);
  assert.equal(back.headers.location, FORM);
  assert.match((await browser.get(FORM)).body, /value="1 New Street"/);
});

test('what one person typed is never shown to the next who signs in with the same browser', async () => {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  portal.time.now = new Date(portal.time.now.getTime() + 24 * 60 * 60_000);
  await browser.post(FORM, { ...fields, ...NEW }, { 'sec-fetch-site': 'same-origin' });
  portal.provider.state.person = BEN;
  await signIn(portal, browser, FORM);
  portal.provider.state.person = ADA;
  const page = await browser.get(FORM);
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /1 New Street|new@demo\.example/);
});

test('frozen contact data say why, and have no form', async () => {
  portal.api.state.whyContactIsFixed = 'A change was reported.';
  const page = await browser.get('/account/contact');
  assert.match(page.body, /A change was reported\./);
  assert.doesNotMatch(page.body, /Change contact data/);
  assert.equal((await browser.get(FORM)).statusCode, 409);
});

test('leaving the second factor comes back to the draft, which is as it was', async () => {
  const change = String((await send(NEW)).headers.location);
  const action = `${change}/confirmation`;
  const asked = await browser.post(action, formFields((await browser.get(change)).body, action));
  const state = new URL(String(asked.headers.location)).searchParams.get('state');
  const cancelled = await browser.get(
    `/sign-in/callback?${new URLSearchParams({ state: state ?? '', error: 'access_denied', error_description: 'AADB2C90091: The user has cancelled.' })}`,
  );
  assert.equal(cancelled.headers.location, `${change}?notice=confirmation-cancelled`);
});

test('what was typed is kept while the policy service is away', async () => {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  portal.api.state.isAway = true;
  const away = await browser.post(FORM, { ...fields, ...NEW });
  portal.api.state.isAway = false;
  assert.equal(away.statusCode, 503);
  assert.match(away.body, /What you entered is kept/);
  const page = await browser.get(FORM);
  assert.match(page.body, /1 New Street/);
  assert.equal((await browser.post(FORM, formFields(page.body, FORM))).statusCode, 303);
});

test('the link of a notice puts the former data back without a sign-in, once', async () => {
  const token = 'C'.repeat(43);
  portal.api.state.links.set(token, { outcome: 'restored', policyNumber: '', reported: '' });
  const visitor = portal.browser();
  const page = await visitor.get(`/contact-reversals/${token}`);
  assert.equal(page.headers['referrer-policy'], 'strict-origin');
  const done = await visitor.post('/contact-reversals', formFields(page.body, '/contact-reversals'));
  assert.match(done.body, /Your former contact data are back/);
  portal.api.state.links.set(token, 'used');
  const again = await visitor.post('/contact-reversals', formFields(page.body, '/contact-reversals'));
  assert.equal(again.statusCode, 409);
  assert.equal((await visitor.get('/contact-reversals/cut')).statusCode, 404);
});
