import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { draftChild, proveByMail, row } from './stage/beneficiaries.ts';
import { demoPerson, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';

describe('changes of beneficiaries that do not come to be', () => {
  const stage = setStage();

  test('what breaks a rule is said beside its field, and nothing typed is lost', async () => {
    const visitor = await stage.visitor({ width: 360 });
    await signIn(visitor, stage.surety, demoPerson('Ben'));
    await visitor.visit(`${stage.surety.portal}/policies/SUR-100003/beneficiaries`);
    await visitor.press('Add a person');
    await row(visitor, 1).getByLabel('Full legal name', { exact: true }).fill('Eve Demo');
    await row(visitor, 1).getByLabel('Share in percent').fill('12.5');
    await visitor.press('Review the change');
    await visitor.sees('There is a problem');
    await visitor.sees(/They add up to 112.5 % now/);
    await visitor.sees('Enter the date of birth as year, month and day.');
    assert.equal(await row(visitor, 1).getByLabel('Full legal name', { exact: true }).inputValue(), 'Eve Demo');
    assert.equal(await row(visitor, 1).getByLabel('Share in percent').inputValue(), '12.5');
  });

  test('a policy that has lapsed says why its beneficiaries are fixed', async () => {
    const visitor = await stage.visitor();
    await signIn(visitor, stage.surety, demoPerson('Ben'));
    await visitor.visit(`${stage.surety.portal}/policies/SUR-100004`);
    await visitor.sees(/This policy has lapsed/);
    assert.equal(await visitor.page.getByRole('link', { name: 'Change beneficiaries' }).count(), 0);
  });

  test('cancelling the second factor changes nothing and says so', async () => {
    const visitor = await stage.visitor();
    await signIn(visitor, stage.surety, demoPerson('Ben'));
    await draftChild(visitor, /^Term life/, 'Eve Demo');
    await visitor.press('Confirm this change');
    await visitor.press(/^Cancel and go back/);
    await visitor.sees('Nothing was changed.');
    await visitor.sees('Check your change');
  });

  test('of two changes that started together one wins, and the other is shown what changed', async () => {
    const visitor = await stage.visitor();
    const ben = demoPerson('Ben');
    await signIn(visitor, stage.surety, ben);
    await visitor.visit(`${stage.surety.portal}/policies/SUR-100003/beneficiaries`);
    const slow = await visitor.context.newPage();
    await slow.goto(`${stage.surety.portal}/policies/SUR-100003/beneficiaries`);
    await slow.getByLabel('Share in percent').fill('99');

    await draftChild(visitor, /^Term life/, 'Fay Demo');
    await visitor.press('Confirm this change');
    await proveByMail(visitor, stage.surety, ben.email);
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
  });

  test('a form that was open longer than the session comes back filled in after signing in again', async () => {
    const visitor = await stage.visitor();
    const ada = demoPerson('Ada');
    await signIn(visitor, stage.surety, ada);
    await visitor.visit(`${stage.surety.portal}/policies/SUR-100002/beneficiaries`);
    await visitor.press('Add the estate');
    // The session ends at the portal while its cookie is still in the browser, as it does when it was idle for too long.
    const cookies = await visitor.context.cookies(stage.surety.portal);
    const elsewhere = await visitor.context.newPage();
    await elsewhere.goto(stage.surety.portal);
    await elsewhere.getByRole('button', { name: 'Sign out' }).click();
    await elsewhere.close();
    await visitor.context.addCookies(cookies);
    await visitor.press('Review the change');
    if (visitor.page.url().startsWith(stage.surety.identity)) {
      await visitor.fill('E-mail address', ada.email);
      await visitor.fill('Password', ada.password);
      await visitor.press('Sign in');
    }
    await visitor.sees('Here is what you had entered; nothing was changed yet.');
    await visitor.sees('Estate of the insured');
  });
});
