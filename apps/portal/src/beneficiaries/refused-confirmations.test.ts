import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { browserOfAda, confirm, draft, FORM, ownDesignation } from '../testing/beneficiaries-form.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal } from '../testing/test-portal.ts';
import { BEN } from '../testing/test-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());
let browser: TestBrowser;
beforeEach(async () => {
  browser = await browserOfAda(portal);
});

describe('a confirmation is refused', () => {
  test('when another person comes back from the step-up', async () => {
    const stepUp = await confirm(browser, await draft(browser));
    const response = await browser.get(portal.provider.approve(stepUp, BEN));
    assert.equal(response.statusCode, 403);
    assert.match(response.body, /Another person/);
    assert.equal(ownDesignation(portal)?.length, 1);
    assert.match((await browser.get('/account')).body, /Ada Lovelace/);
  });

  test('when the session that asked has ended meanwhile', async () => {
    const stepUp = await confirm(browser, await draft(browser));
    await signIn(portal, browser);
    const response = await browser.get(portal.provider.approve(stepUp));
    assert.match(String(response.headers.location), /^\/sign-in\?return_to=%2Fchanges/);
    assert.equal(ownDesignation(portal)?.length, 1);
  });

  test('when the ID token is of another user flow than the api asked for', async () => {
    const stepUp = await confirm(browser, await draft(browser));
    portal.provider.state.tampering = { claims: (claims) => ({ ...claims, tfp: 'B2C_1_signupsignin1' }) };
    assert.equal((await browser.get(portal.provider.approve(stepUp))).statusCode, 401);
    assert.equal(ownDesignation(portal)?.length, 1);
  });

  test('when the callback is played back', async () => {
    const stepUp = await confirm(browser, await draft(browser));
    const path = portal.provider.approve(stepUp);
    await browser.get(path);
    assert.equal((await browser.get(path)).statusCode, 400);
  });

  test("when the api's challenge names something that is no user flow", async () => {
    portal.api.state.stepUpFlow = '../../evil/oauth2';
    const change = await draft(browser);
    const action = `${change}/confirmation`;
    const response = await browser.post(action, formFields((await browser.get(change)).body, action));
    assert.equal(response.statusCode, 409);
  });

  test('when the draft has expired; what was entered can be taken up again', async () => {
    const change = await draft(browser);
    const stepUp = await confirm(browser, change);
    portal.time.now = new Date(portal.time.now.getTime() + 16 * 60_000);
    const response = await browser.get(portal.provider.approve(stepUp));
    assert.equal(response.statusCode, 410);
    const page = await browser.get(change);
    assert.match(page.body, /This change waited too long/);
    const again = await browser.get(`${FORM}?from=draft-1`);
    assert.match(again.body, /Anne Isabella King/);
  });

  test('when the policy has changed since; what was entered can be taken up again', async () => {
    const stepUp = await confirm(browser, await draft(browser));
    const held = portal.api.state.policies.get('SUR-100001');
    if (held) held.version += 1;
    const response = await browser.get(portal.provider.approve(stepUp));
    assert.equal(response.statusCode, 412);
    assert.match(response.body, /See the change and what you can do/);
  });

  test('when it was confirmed already', async () => {
    const change = await draft(browser);
    const action = `${change}/confirmation`;
    const fields = formFields((await browser.get(change)).body, action);
    await browser.get(portal.provider.approve(await confirm(browser, change)));
    assert.equal((await browser.post(action, fields)).statusCode, 409);
  });

  test('without the form token, with that of another session, or from another site', async () => {
    const change = await draft(browser);
    const action = `${change}/confirmation`;
    const other = portal.browser();
    await signIn(portal, other);
    const theirs = formFields((await other.get('/account')).body, '/sign-out');
    const own = formFields((await browser.get(change)).body, action);
    assert.equal((await browser.post(action, {})).statusCode, 403);
    assert.equal((await browser.post(action, theirs)).statusCode, 403);
    assert.equal((await browser.post(action, own, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  });

  test('when cancelled at the provider, with a sentence on the review page', async () => {
    const stepUp = new URL(await confirm(browser, await draft(browser)));
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description: 'AADB2C90091: The user has cancelled entering self-asserted information.\r\n',
      state: stepUp.searchParams.get('state') ?? '',
    });
    const page = await browser.follow(await browser.get(`/sign-in/callback?${query}`));
    assert.match(page.body, /You did not finish the confirmation/);
    assert.match(page.body, /Check your change/);
  });
});
