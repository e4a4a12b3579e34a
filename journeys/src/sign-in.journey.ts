import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { demoPerson, policiesOf, signIn } from './stage/people.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser } from './stage/visitor.ts';

describe('signing in and out', () => {
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('a policyholder signs in, sees their policies, and has a session id of their own that scripts cannot read', async () => {
    const visitor = await aVisitor(browser);
    await visitor.visit(surety.portal);
    const before = await visitor.context.cookies(surety.portal);
    await signIn(visitor, surety, demoPerson('Ada'));
    await visitor.press('Policies');
    await visitor.sees('Your policies');
    assert.equal(await visitor.page.locator('.policy-card').count(), policiesOf(demoPerson('Ada')));
    const cookies = await visitor.context.cookies(surety.portal);
    assert.ok(cookies.length > 0 && cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax'));
    const session = (list: typeof cookies) => list.find(({ name }) => name.includes('portal'))?.value;
    assert.notEqual(session(cookies), session(before));
    await visitor.leave();
  });

  test('a wrong password is answered beside its field, and the address stays', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    await signIn(visitor, surety, { ...demoPerson('Ada'), password: 'Wrong-Password-1' });
    await visitor.sees('Invalid username or password.');
    assert.equal(await visitor.page.getByLabel('E-mail address').inputValue(), demoPerson('Ada').email);
    await visitor.leave();
  });

  test('a session survives a restart of everything', async () => {
    const visitor = await aVisitor(browser);
    await signIn(visitor, surety, demoPerson('Ben'));
    await surety.restart();
    await visitor.visit(`${surety.portal}/policies`);
    assert.equal(await visitor.page.locator('.policy-card').count(), policiesOf(demoPerson('Ben')));
    await visitor.leave();
  });

  test('signing out ends the portal session and the SSO session', async () => {
    const visitor = await aVisitor(browser);
    await signIn(visitor, surety, demoPerson('Ada'));
    await visitor.press('Sign out');
    assert.equal(new URL(visitor.page.url()).origin, surety.portal);
    await visitor.visit(`${surety.portal}/policies`);
    assert.ok(visitor.page.url().startsWith(surety.identity), 'the SSO session must not sign in again');
    await visitor.sees('Forgot your password?');
    await visitor.leave();
  });

  test('identity refuses to send people to an address that is not registered after sign-out', async () => {
    const visitor = await aVisitor(browser);
    const logout = `${surety.identity}/surety.onmicrosoft.com/B2C_1_signupsignin1/oauth2/v2.0/logout`;
    await visitor.visit(`${logout}?post_logout_redirect_uri=${encodeURIComponent('https://evil.example/')}`);
    assert.ok(visitor.page.url().startsWith(surety.identity));
    await visitor.leave();
  });

  test('every claim of the ID token stands there with its meaning', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    await signIn(visitor, surety, demoPerson('Ada'));
    await visitor.press('Identity');
    const rows = await visitor.page.locator('table.claims tbody tr').allInnerTexts();
    for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'given_name', 'emails', 'tfp']) {
      assert.ok(
        rows.some((row) => row.startsWith(name)),
        `${name} is missing`,
      );
    }
    assert.ok(
      rows.every((row) => !row.includes('does not use it')),
      'a claim has no meaning',
    );
    await visitor.leave();
  });

  test('anyone may test the api', async () => {
    const visitor = await aVisitor(browser);
    await visitor.visit(surety.portal);
    await visitor.press('System status');
    await visitor.sees(/It answered in \d+ ms/);
    await visitor.leave();
  });

  test('an error of the provider shows its code, the correlation id and what to do next', async () => {
    const visitor = await aVisitor(browser);
    await visitor.visit(
      `${surety.identity}/surety.onmicrosoft.com/B2C_1_signupsignin1/oauth2/v2.0/authorize?client_id=nobody`,
    );
    await visitor.sees(/AADB2C90018/);
    await visitor.sees(/Correlation ID/i);
    await visitor.leave();
  });
});
