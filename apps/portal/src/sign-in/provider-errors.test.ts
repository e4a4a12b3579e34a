import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { signIn, startTestPortal } from '../testing/test-portal.ts';

const portal = await startTestPortal();
after(() => portal.close());

describe('an error of the provider', () => {
  const errorAnswer = async (code: string, path = '/sign-in') => {
    const browser = portal.browser();
    if (path !== '/sign-in') await signIn(portal, browser);
    const start = await browser.get(path);
    const state = new URL(String(start.headers.location)).searchParams.get('state') ?? '';
    const description = `${code}: <b>text</b>\r\nCorrelation ID: 7e8c3cf9-2fa7-47c7-8924-a1ea91137ba9\r\nTimestamp: 2026-11-23 11:37:56Z\r\nlogin_hint: ada@demo.example\r\n`;
    const query = new URLSearchParams({ error: 'access_denied', error_description: description, state });
    return { browser, response: await browser.get(`/sign-in/callback?${query}`) };
  };

  test('AADB2C90118 starts the password reset, which leads back to the sign-in', async () => {
    const { browser, response } = await errorAnswer('AADB2C90118', '/sign-in');
    const url = new URL(String(response.headers.location));
    assert.match(url.pathname, /b2c_1_passwordreset1/);
    assert.equal(url.searchParams.get('login_hint'), 'ada@demo.example');
    const done = await browser.get(portal.provider.approve(url.href));
    assert.equal(done.headers.location, '/sign-in/password-changed?return_to=%2Fpolicies');
    assert.match((await browser.follow(done)).body, /Your password is changed/);
    assert.ok(!browser.cookies.has('surety_portal'), 'a reset signs nobody in');
  });

  test('AADB2C90091 leads back to where the person was, with a sentence', async () => {
    const { browser, response } = await errorAnswer('AADB2C90091');
    assert.match((await browser.follow(response)).body, /You cancelled the sign-in/);
    const editing = await errorAnswer('AADB2C90091', '/account/profile-editing');
    assert.match((await editing.browser.follow(editing.response)).body, /Your profile is what it was/);
  });

  test('any other code gets a page with the code, the correlation id and what to do, and none of its text', async () => {
    for (const code of ['AADB2C90114', 'AADB2C99999']) {
      const { response } = await errorAnswer(code);
      assert.equal(response.statusCode, 400);
      assert.match(response.body, new RegExp(code));
      assert.match(response.body, /7e8c3cf9-2fa7-47c7-8924-a1ea91137ba9/);
      assert.match(response.body, /Sign in again/);
      assert.doesNotMatch(response.body, /text<|&lt;b&gt;/);
    }
  });
});
