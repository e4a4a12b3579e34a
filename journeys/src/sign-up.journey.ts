import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCode } from './stage/inbox.ts';
import { demoPerson, signUp } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';

const PASSWORD = 'Quiet-Meadow-41';

describe('signing up', () => {
  const stage = setStage();

  test('someone new proves an address, says who they are, and finds a first demo policy', async () => {
    const visitor = await stage.visitor({ width: 360 });
    await signUp(visitor, stage.surety, { email: 'nora@demo.example', password: PASSWORD });
    await visitor.sees('Your policies');
    assert.equal(await visitor.page.locator('.policy-card').count(), 1);
  });

  test('a wrong code, a taken address and a weak password are answered beside their fields, and nothing typed is lost', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(stage.surety.portal);
    await visitor.press('Sign in or create an account');
    await visitor.press('Sign up now');
    await visitor.fill('E-mail address', demoPerson('Ben').email);
    await visitor.press('Send verification code');
    await visitor.fill('Verification code', '000000');
    await visitor.press('Verify code');
    await visitor.sees('That code is incorrect. Please try again.');
    await visitor.fill('Verification code', await readCode(visitor, stage.surety, demoPerson('Ben').email));
    await visitor.press('Verify code');
    await visitor.sees('A user with the specified ID already exists. Please choose a different one.');

    await visitor.fill('E-mail address', 'olga@demo.example');
    await visitor.press('Send verification code');
    await visitor.fill('Verification code', await readCode(visitor, stage.surety, 'olga@demo.example'));
    await visitor.press('Verify code');
    await visitor.fill('Given name', 'Olga');
    await visitor.fill('Surname', 'Demo');
    await visitor.fill('New password', 'short');
    await visitor.fill('Confirm new password', 'different');
    await visitor.press('Create');
    await visitor.sees('There is a problem');
    assert.equal(await visitor.page.getByLabel('Given name').inputValue(), 'Olga');
    assert.equal(await visitor.page.locator('[name=password]').getAttribute('aria-invalid'), 'true');
  });

  test('Cancel leads back to the portal with a sentence', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(stage.surety.portal);
    await visitor.press('Sign in or create an account');
    await visitor.press('Sign up now');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('You cancelled the sign-in.');
    assert.ok(visitor.page.url().startsWith(stage.surety.portal));
  });
});
