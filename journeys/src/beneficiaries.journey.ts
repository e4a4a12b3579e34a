import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { readCode, readMail } from './stage/inbox.ts';
import { appCode, demoPerson, signIn } from './stage/people.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser, type Visitor } from './stage/visitor.ts';

/** The row of the form with this number, counted over both classes. */
const row = (visitor: Visitor, index: number) => visitor.page.locator('fieldset.beneficiary').nth(index);

async function fillPerson(visitor: Visitor, index: number, name: string): Promise<void> {
  const fields = row(visitor, index);
  await fields.getByLabel('Full legal name', { exact: true }).fill(name);
  await fields.getByLabel('Relationship to the insured', { exact: true }).selectOption('child');
  await fields.getByLabel('Date of birth', { exact: true }).fill('1999-04-05');
}

/** Adds one child and shares equally: from the list of policies to the page that shows before and after. */
async function draftChild(visitor: Visitor, policy: RegExp, name: string): Promise<void> {
  await visitor.press('Policies');
  await visitor.press(policy);
  await visitor.press('Change beneficiaries');
  await visitor.press('Add a person');
  await fillPerson(visitor, 1, name);
  await visitor.press('Share equally');
  await visitor.press('Review the change');
}

async function proveByMail(visitor: Visitor, surety: Surety, email: string): Promise<void> {
  await visitor.press(/A code by e-mail/);
  await visitor.fill('Verification code', await readCode(visitor, surety, email));
  await visitor.press('Verify code');
}

describe('changing beneficiaries', () => {
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('from the policy to a numbered endorsement, with a code by mail, and a notice in the inbox', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    const ada = demoPerson('Ada');
    await signIn(visitor, surety, ada);
    await draftChild(visitor, /^Term life/, 'Eve Demo');
    await visitor.sees('Check your change');
    await visitor.sees('Eve Demo');
    await visitor.sees('Nothing has changed yet.');
    await visitor.press('Confirm this change');
    assert.ok(visitor.page.url().startsWith(surety.identity), 'the second factor is proven at identity');
    await proveByMail(visitor, surety, ada.email);
    await visitor.sees('Your beneficiaries are changed');
    await visitor.sees('SUR-100001-E0001');
    const href = await visitor.page.getByRole('link', { name: /^Confirmation to print/ }).getAttribute('href');
    const printed = await visitor.page.request.get(`${surety.portal}${href}`);
    assert.equal(printed.headers()['content-type'], 'application/pdf');
    assert.equal((await printed.body()).subarray(0, 5).toString(), '%PDF-');
    await visitor.press('See the policy');
    await visitor.sees('Endorsement SUR-100001-E0001');
    await visitor.sees('Eve Demo');
    const notice = await readMail(visitor, surety, ada.email, /beneficiaries of policy SUR-100001 were changed/);
    assert.match(notice, /SUR-100001-E0001/);
    assert.ok(!notice.includes('Eve Demo'), 'a mail names no beneficiary');
    await visitor.leave();
  });

  test('the second change asks for the second factor again', async () => {
    const visitor = await aVisitor(browser);
    const ada = demoPerson('Ada');
    await signIn(visitor, surety, ada);
    await visitor.visit(`${surety.portal}/policies/SUR-100001/beneficiaries`);
    await visitor.press('Remove Eve Demo');
    await row(visitor, 0).getByLabel('Share in percent').fill('100');
    await visitor.press('Review the change');
    await visitor.press('Confirm this change');
    await visitor.fill('Verification code', await secondCode(visitor, surety, ada.email));
    await visitor.press('Verify code');
    await visitor.sees('SUR-100001-E0002');
    await visitor.leave();
  });

  test('an authenticator app does as well', async () => {
    const visitor = await aVisitor(browser);
    const carla = demoPerson('Carla');
    await signIn(visitor, surety, carla);
    await draftChild(visitor, /life/, 'Eve Demo');
    await visitor.press('Confirm this change');
    await visitor.fill('Code from your app', appCode(carla.appSecret ?? ''));
    await visitor.press('Verify code');
    await visitor.sees('Your beneficiaries are changed');
    await visitor.leave();
  });

  test('what breaks a rule is said beside its field, and nothing typed is lost', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    await signIn(visitor, surety, demoPerson('Ben'));
    await visitor.visit(`${surety.portal}/policies/SUR-100003/beneficiaries`);
    await visitor.press('Add a person');
    await row(visitor, 1).getByLabel('Full legal name', { exact: true }).fill('Eve Demo');
    await row(visitor, 1).getByLabel('Share in percent').fill('12.5');
    await visitor.press('Review the change');
    await visitor.sees('There is a problem');
    await visitor.sees(/They add up to 112.5 % now/);
    await visitor.sees('Enter the date of birth as year, month and day.');
    assert.equal(await row(visitor, 1).getByLabel('Full legal name', { exact: true }).inputValue(), 'Eve Demo');
    assert.equal(await row(visitor, 1).getByLabel('Share in percent').inputValue(), '12.5');
    await visitor.leave();
  });

  test('a policy that has lapsed says why its beneficiaries are fixed', async () => {
    const visitor = await aVisitor(browser);
    await signIn(visitor, surety, demoPerson('Ben'));
    await visitor.visit(`${surety.portal}/policies/SUR-100004`);
    await visitor.sees(/This policy has lapsed/);
    assert.equal(await visitor.page.getByRole('link', { name: 'Change beneficiaries' }).count(), 0);
    await visitor.leave();
  });

  test('cancelling the second factor changes nothing and says so', async () => {
    const visitor = await aVisitor(browser);
    await signIn(visitor, surety, demoPerson('Ben'));
    await draftChild(visitor, /^Term life/, 'Eve Demo');
    await visitor.press('Confirm this change');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('Nothing was changed.');
    await visitor.sees('Check your change');
    await visitor.leave();
  });

  test('of two changes that started together one wins, and the other is shown what changed', async () => {
    const visitor = await aVisitor(browser);
    const ben = demoPerson('Ben');
    await signIn(visitor, surety, ben);
    await visitor.visit(`${surety.portal}/policies/SUR-100003/beneficiaries`);
    const slow = await visitor.context.newPage();
    await slow.goto(`${surety.portal}/policies/SUR-100003/beneficiaries`);
    await slow.getByLabel('Share in percent').fill('99');

    await draftChild(visitor, /^Term life/, 'Fay Demo');
    await visitor.press('Confirm this change');
    await proveByMail(visitor, surety, ben.email);
    await visitor.sees('SUR-100003-E0001');

    await slow.getByLabel('Share in percent').fill('100');
    await slow.getByRole('button', { name: 'Add a person' }).last().click();
    const fields = slow.locator('fieldset.beneficiary').nth(1);
    await fields.getByLabel('Full legal name', { exact: true }).fill('Gus Demo');
    await fields.getByLabel('Relationship to the insured', { exact: true }).selectOption('friend');
    await fields.getByLabel('Date of birth', { exact: true }).fill('1990-01-01');
    await fields.getByLabel('Share in percent').fill('100');
    await slow.getByRole('button', { name: 'Review the change' }).last().click();
    await slow.getByText('The policy has changed since you opened this page').waitFor();
    await slow.getByText('Fay Demo').first().waitFor();
    assert.equal(
      await slow.getByLabel('Full legal name', { exact: true }).last().inputValue(),
      'Gus Demo',
      'what was typed was lost',
    );
    await visitor.leave();
  });

  test('"this was not me" puts the former beneficiaries back without a sign-in, and stops further changes', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    const carla = demoPerson('Carla');
    const notice = await readMail(visitor, surety, carla.email, /beneficiaries of policy SUR-100005 were changed/);
    const link = /http\S+\/reversals\/\S+/.exec(notice)?.[0] ?? '';
    await visitor.visit(link);
    await visitor.sees('Was this change not yours?');
    await visitor.press('This was not me');
    await visitor.sees('The former beneficiaries are back');
    await visitor.sees('SUR-100005-E0002');
    await visitor.visit(link);
    await visitor.press('This was not me');
    await visitor.sees('This link was used before');
    await visitor.press('Choose a new password');
    assert.ok(visitor.page.url().startsWith(surety.identity), 'a new password is chosen at identity');
    await readMail(visitor, surety, carla.email, /a change was reported as not yours/);

    await visitor.visit(surety.portal);
    await signIn(visitor, surety, carla);
    await visitor.visit(`${surety.portal}/policies/SUR-100005`);
    await visitor.sees(/was reported as not being yours/);
    await visitor.sees('Undoes SUR-100005-E0001');
    assert.equal(await visitor.page.getByRole('link', { name: 'Change beneficiaries' }).count(), 0);
    await visitor.press('Endorsement SUR-100005-E0001');
    await visitor.sees('This change was undone');
    await visitor.leave();
  });

  test('a form that was open longer than the session comes back filled in after signing in again', async () => {
    const visitor = await aVisitor(browser);
    const ada = demoPerson('Ada');
    await signIn(visitor, surety, ada);
    await visitor.visit(`${surety.portal}/policies/SUR-100002/beneficiaries`);
    await visitor.press('Add the estate');
    await visitor.context.clearCookies({ name: 'surety_portal' });
    await visitor.press('Review the change');
    if (visitor.page.url().startsWith(surety.identity)) {
      await visitor.fill('E-mail address', ada.email);
      await visitor.fill('Password', ada.password);
      await visitor.press('Sign in');
    }
    await visitor.sees('Here is what you had entered before you signed in again.');
    await visitor.sees('Estate of the insured');
    await visitor.leave();
  });
});

async function secondCode(visitor: Visitor, surety: Surety, email: string): Promise<string> {
  const send = visitor.page.getByRole('button', { name: 'Send verification code' });
  if ((await send.count()) > 0) await visitor.press('Send verification code');
  return readCode(visitor, surety, email);
}
