import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCode } from './stage/inbox.ts';
import { appCode, demoPerson, policiesOf, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';
import type { Surety } from './stage/surety.ts';
import type { Visitor } from './stage/visitor.ts';

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
  const stage = setStage();

  test('a changed profile shows at once, in the portal and in the claims', async () => {
    const visitor = await stage.visitor({ width: 360 });
    await signIn(visitor, stage.surety, demoPerson('Ada'));
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
  });

  test('security and data: an app is added after a code by mail, everything else signs out, and the account can be deleted', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const carla = demoPerson('Carla');
    await signIn(visitor, stage.surety, carla);
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
  });

  test('cancelling the edit leads back with a sentence, and nothing has changed', async () => {
    const visitor = await stage.visitor();
    await signIn(visitor, stage.surety, demoPerson('Ben'));
    await visitor.press('Account');
    await visitor.press('Edit profile');
    await visitor.fill('City (optional)', 'Nowhere');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('Your profile is what it was.');
    assert.equal(await visitor.page.getByText('Nowhere').count(), 0);
  });

  test('a forgotten password is reset inside the sign-in, and only the new one works', async () => {
    const visitor = await stage.visitor();
    const ben = demoPerson('Ben');
    await visitor.visit(`${stage.surety.portal}/policies`);
    await visitor.press('Forgot your password?');
    await resetPassword(visitor, stage.surety, ben.email);
    assert.equal(visitor.page.url(), `${stage.surety.portal}/policies`);
    await visitor.press('Sign out');
    await signIn(visitor, stage.surety, ben);
    await visitor.sees('Invalid username or password.');
    await visitor.fill('Password', NEW_PASSWORD);
    await visitor.press('Sign in');
    assert.equal(new URL(visitor.page.url()).origin, stage.surety.portal);
  });
});

describe('resetting a password in a user flow of its own (AADB2C90118)', () => {
  const stage = setStage({ PASSWORD_RESET: 'separate' });

  test('the portal starts the other user flow, and afterwards the new password signs in', async () => {
    const visitor = await stage.visitor();
    const carla = demoPerson('Carla');
    await visitor.visit(`${stage.surety.portal}/sign-in`);
    await visitor.fill('E-mail address', carla.email);
    await visitor.press('Forgot your password?');
    assert.match(visitor.page.url(), /b2c_1_passwordreset1/i);
    assert.equal(await visitor.page.getByLabel('E-mail address').inputValue(), carla.email, 'the address was lost');
    await resetPassword(visitor, stage.surety, carla.email);
    await visitor.sees('Your password is changed');
    await visitor.press('Sign in');
    await visitor.press('Sign out');
    await signIn(visitor, stage.surety, { ...carla, password: NEW_PASSWORD });
    assert.equal(new URL(visitor.page.url()).origin, stage.surety.portal);
  });

  test('cancelling there leads back with a sentence', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(`${stage.surety.portal}/sign-in`);
    await visitor.press('Forgot your password?');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('Your password is what it was.');
  });
});
