import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { readCode } from './stage/inbox.ts';
import { demoPerson, signUp } from './stage/people.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser, type Visitor } from './stage/visitor.ts';

const PASSWORD = 'Quiet-Meadow-41';

describe('signing up', () => {
  let surety: Surety;
  let browser: Browser;
  let visitor: Visitor;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('someone new proves an address, says who they are, and finds a first demo policy', async () => {
    visitor = await aVisitor(browser, { width: 360 });
    await signUp(visitor, surety, { email: 'nora@demo.example', password: PASSWORD });
    await visitor.sees('Your policies');
    assert.equal(await visitor.page.locator('.policy-card').count(), 1);
    await visitor.leave();
  });

  test('a wrong code, a taken address and a weak password are answered beside their fields, and nothing typed is lost', async () => {
    visitor = await aVisitor(browser);
    await visitor.visit(surety.portal);
    await visitor.press('Sign in or create an account');
    await visitor.press('Sign up now');
    await visitor.fill('E-mail address', demoPerson('Ben').email);
    await visitor.press('Send verification code');
    await visitor.fill('Verification code', '000000');
    await visitor.press('Verify code');
    await visitor.sees('That code is incorrect. Please try again.');
    await visitor.fill('Verification code', await readCode(visitor, surety, demoPerson('Ben').email));
    await visitor.press('Verify code');
    await visitor.sees('A user with the specified ID already exists. Please choose a different one.');

    await visitor.fill('E-mail address', 'olga@demo.example');
    await visitor.press('Send verification code');
    await visitor.fill('Verification code', await readCode(visitor, surety, 'olga@demo.example'));
    await visitor.press('Verify code');
    await visitor.fill('Given name', 'Olga');
    await visitor.fill('Surname', 'Demo');
    await visitor.fill('New password', 'short');
    await visitor.fill('Confirm new password', 'different');
    await visitor.press('Create');
    await visitor.sees('There is a problem');
    assert.equal(await visitor.page.getByLabel('Given name').inputValue(), 'Olga');
    assert.equal(await visitor.page.locator('[name=password]').getAttribute('aria-invalid'), 'true');
    await visitor.leave();
  });

  test('Cancel leads back to the portal with a sentence', async () => {
    visitor = await aVisitor(browser);
    await visitor.visit(surety.portal);
    await visitor.press('Sign in or create an account');
    await visitor.press('Sign up now');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('You cancelled the sign-in.');
    assert.ok(visitor.page.url().startsWith(surety.portal));
    await visitor.leave();
  });
});
