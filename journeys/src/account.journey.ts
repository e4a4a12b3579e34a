import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { readCode } from './stage/inbox.ts';
import { appCode, demoPerson, policiesOf, signIn } from './stage/people.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser, type Visitor } from './stage/visitor.ts';

const NEW_PASSWORD = 'Distant-Thunder-77';

async function resetPassword(visitor: Visitor, surety: Surety, email: string): Promise<void> {
  await visitor.fill('E-mail address', email);
  await visitor.press('Send verification code');
  await visitor.fill('Verification code', await readCode(visitor, surety, email));
  await visitor.press('Verify code');
  await visitor.fill('New password', NEW_PASSWORD);
  await visitor.fill('Confirm new password', NEW_PASSWORD);
  await visitor.press('Continue');
}

describe('looking after an account', () => {
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('a changed profile shows at once, in the portal and in the claims', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    await signIn(visitor, surety, demoPerson('Ada'));
    await visitor.press('Account');
    await visitor.press('Edit profile');
    await visitor.fill('City (optional)', 'Porto');
    await visitor.fill('Display name (optional)', 'Ada of Porto');
    await visitor.press('Continue');
    await visitor.sees('Your profile is saved.');
    await visitor.sees('Porto');
    await visitor.press('Identity');
    await visitor.sees('Ada of Porto');
    await visitor.press('Policies');
    assert.equal(
      await visitor.page.locator('.policy-card').count(),
      policiesOf(demoPerson('Ada')),
      'the tokens for the api must go on working',
    );
    await visitor.leave();
  });

  test('security and data: an app is added after a code by mail, everything else signs out, and the account can be deleted', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    const carla = demoPerson('Carla');
    await signIn(visitor, surety, carla);
    await visitor.press('Account');
    await visitor.press('Security and data');
    await visitor.fill('Code from your app', appCode(carla.appSecret ?? ''));
    await visitor.press('Verify code');
    await visitor.sees('How you confirm that it is you');
    await visitor.press('Look');
    await visitor.sees('(this browser)');
    await visitor.press('End all');
    await visitor.sees('Everything is signed out.');
    await visitor.press('Back to your account');
    await visitor.press('Delete my account');
    await visitor.fill('Your present password', carla.password);
    await visitor.page.getByLabel('I want to delete my account').check();
    await visitor.press('Delete my account');
    await visitor.sees('Your account at the sign-in service is deleted');
    await visitor.leave();
  });

  test('cancelling the edit leads back with a sentence, and nothing has changed', async () => {
    const visitor = await aVisitor(browser);
    await signIn(visitor, surety, demoPerson('Ben'));
    await visitor.press('Account');
    await visitor.press('Edit profile');
    await visitor.fill('City (optional)', 'Nowhere');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('Your profile is what it was.');
    assert.equal(await visitor.page.getByText('Nowhere').count(), 0);
    await visitor.leave();
  });

  test('a forgotten password is reset inside the sign-in, and only the new one works', async () => {
    const visitor = await aVisitor(browser);
    const ben = demoPerson('Ben');
    await visitor.visit(`${surety.portal}/policies`);
    await visitor.press('Forgot your password?');
    await resetPassword(visitor, surety, ben.email);
    assert.equal(visitor.page.url(), `${surety.portal}/policies`);
    await visitor.press('Sign out');
    await signIn(visitor, surety, ben);
    await visitor.sees('Invalid username or password.');
    await visitor.fill('Password', NEW_PASSWORD);
    await visitor.press('Sign in');
    assert.equal(new URL(visitor.page.url()).origin, surety.portal);
    await visitor.leave();
  });
});

describe('resetting a password in a user flow of its own (AADB2C90118)', () => {
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety({ PASSWORD_RESET: 'separate' }), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('the portal starts the other user flow, and afterwards the new password signs in', async () => {
    const visitor = await aVisitor(browser);
    const carla = demoPerson('Carla');
    await visitor.visit(`${surety.portal}/sign-in`);
    await visitor.fill('E-mail address', carla.email);
    await visitor.press('Forgot your password?');
    assert.match(visitor.page.url(), /b2c_1_passwordreset1/i);
    assert.equal(await visitor.page.getByLabel('E-mail address').inputValue(), carla.email, 'the address was lost');
    await resetPassword(visitor, surety, carla.email);
    await visitor.sees('Your password is changed');
    await visitor.press('Sign in');
    await visitor.press('Sign out');
    await signIn(visitor, surety, { ...carla, password: NEW_PASSWORD });
    assert.equal(new URL(visitor.page.url()).origin, surety.portal);
    await visitor.leave();
  });

  test('cancelling there leads back with a sentence', async () => {
    const visitor = await aVisitor(browser);
    await visitor.visit(`${surety.portal}/sign-in`);
    await visitor.press('Forgot your password?');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('Your password is what it was.');
    await visitor.leave();
  });
});
