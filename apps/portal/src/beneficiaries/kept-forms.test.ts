import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, beforeEach, describe, test } from 'node:test';
import { browserOfAda, confirm, draft, FORM, SECOND } from '../testing/beneficiaries-form.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal } from '../testing/test-portal.ts';

const portal = await startTestPortal();
after(() => portal.close());
let browser: TestBrowser;
beforeEach(async () => {
  browser = await browserOfAda(portal);
});

describe('the form', () => {
  test('keeps what was typed when the policy changed meanwhile, and shows what changed', async () => {
    const opened = formFields((await browser.get(FORM)).body, FORM);
    await browser.get(portal.provider.approve(await confirm(browser, await draft(browser))));
    const late = await browser.post(FORM, {
      ...opened,
      'beneficiaries/0/name': 'Typed Meanwhile',
      action: 'review',
    });
    assert.equal(late.statusCode, 412);
    assert.match(late.body, /has changed since you opened this page/);
    assert.match(late.body, /Endorsement SUR-100001-E0001/);
    const fields = formFields(late.body, FORM);
    assert.equal(fields['beneficiaries/0/name'], 'Typed Meanwhile');
    const again = await browser.post(FORM, { ...fields, action: 'review' });
    assert.equal(again.statusCode, 303);
  });

  test('comes back after a sign-in when the session had ended, in this browser alone', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    portal.time.now = new Date(portal.time.now.getTime() + 31 * 60_000);
    const parked = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(parked.headers.location, `/sign-in?return_to=${encodeURIComponent(`${FORM}?resume=1`)}`);
    const stranger = portal.browser();
    await signIn(portal, stranger);
    assert.doesNotMatch((await stranger.get(`${FORM}?resume=1`)).body, /Anne Isabella King/);
    const back = await signIn(portal, browser, `${FORM}?resume=1`);
    const page = await browser.follow(back);
    assert.match(page.body, /Here is what you had entered/);
    assert.match(page.body, /Anne Isabella King/);
    assert.equal((await browser.post(FORM, { ...formFields(page.body, FORM), action: 'review' })).statusCode, 303);
    const rows = await portal.db.selectFrom('portal_parked_form').selectAll().execute();
    assert.equal(rows.length, 0, 'it is not kept longer than needed');
  });

  test('is shown again, and does nothing, when it carries the token of an earlier session', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    await signIn(portal, browser);
    const response = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(response.statusCode, 422);
    assert.match(response.body, /send it once more/);
    assert.match(response.body, /Anne Isabella King/);
    assert.equal(portal.api.state.endorsements.size, 0);
  });

  test('is kept while the policy service is away, in this browser alone, and comes back as it was', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    portal.api.state.isAway = true;
    const away = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    const untrusted = await browser.post(FORM, { ...fields, ...SECOND, csrf_token: 'another', action: 'review' });
    portal.api.state.isAway = false;
    for (const { statusCode, headers } of [away, untrusted])
      assert.deepEqual([statusCode, headers['retry-after']], [503, '10']);
    assert.match(away.body, /What you entered is kept/);
    const [, href = ''] = /href="([^"]+resume=1)"/.exec(away.body) ?? [];
    const rows = await portal.db.selectFrom('portal_parked_form').selectAll().execute();
    assert.deepEqual([rows.length, /Isabella/.test(JSON.stringify(rows))], [1, false], 'sealed');
    const page = await browser.get(href);
    assert.match(page.body, /Anne Isabella King/);
    assert.match(page.body, /Here is what you had entered/);
    const stranger = portal.browser();
    await signIn(portal, stranger);
    assert.doesNotMatch((await stranger.get(href)).body, /Anne Isabella King/);
    assert.equal((await browser.post(FORM, { ...formFields(page.body, FORM), action: 'review' })).statusCode, 303);
    assert.deepEqual(await portal.db.selectFrom('portal_parked_form').selectAll().execute(), []);
  });

  test('is kept when the provider wants a sign-in before the policy service can be asked', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    await portal.db.deleteFrom('portal_token_cache').execute();
    const parked = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(parked.headers.location, `/sign-in?return_to=${encodeURIComponent(`${FORM}?resume=1`)}`);
    const page = await browser.follow(await signIn(portal, browser, `${FORM}?resume=1`));
    assert.match(page.body, /Anne Isabella King/);
    assert.equal((await browser.post(FORM, { ...formFields(page.body, FORM), action: 'review' })).statusCode, 303);
  });

  test('is not kept for anybody who never had a session, however the token was come by', async () => {
    const stranger = portal.browser();
    assert.equal((await stranger.post(FORM, { version: 'x'.repeat(60_000) })).statusCode, 403);
    const link = `/reversals/${'A'.repeat(43)}`;
    const { csrf_token = '' } = formFields((await stranger.get(link)).body, '/reversals');
    const mark = hash('sha256', stranger.cookies.get('surety_portal_browser') ?? '', 'base64url');
    stranger.cookies.set('surety_portal', `reversal:${mark}`);
    assert.equal((await stranger.post(FORM, { csrf_token })).statusCode, 403, 'a token of another form');
    assert.deepEqual(await portal.db.selectFrom('portal_parked_form').selectAll().execute(), []);
  });

  test('says how to go on without losing anything when the browser has forgotten its session', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    browser.cookies.delete('surety_portal');
    const response = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(response.statusCode, 403);
    assert.match(response.body, /Sign in in another tab/);
    await signIn(portal, browser);
    const again = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.match(again.body, /Anne Isabella King/);
  });
});
