import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { draftChild, proveByMail, row, secondCode } from './stage/beneficiaries.ts';
import { readMail } from './stage/inbox.ts';
import { appCode, demoPerson, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';

describe('changing beneficiaries', () => {
  const stage = setStage();

  test('from the policy to a numbered endorsement, with a code by mail, and a notice in the inbox', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const ada = demoPerson('Ada');
    await signIn(visitor, stage.surety, ada);
    await draftChild(visitor, /^Term life/, 'Eve Demo');
    await visitor.sees('Check your change');
    await visitor.sees('Eve Demo');
    await visitor.sees('Nothing has changed yet.');
    await visitor.press('Confirm this change');
    assert.ok(visitor.page.url().startsWith(stage.surety.identity), 'the second factor is proven at identity');
    await proveByMail(visitor, stage.surety, ada.email);
    await visitor.sees('Your beneficiaries are changed');
    await visitor.sees('SUR-100001-E0001');
    const href = await visitor.page.getByRole('link', { name: /^Confirmation to print/ }).getAttribute('href');
    const printed = await visitor.page.request.get(`${stage.surety.portal}${href}`);
    assert.equal(printed.headers()['content-type'], 'application/pdf');
    assert.equal((await printed.body()).subarray(0, 5).toString(), '%PDF-');
    await visitor.press('See the policy');
    await visitor.sees('Endorsement SUR-100001-E0001');
    await visitor.sees('Eve Demo');
    const notice = await readMail(visitor, stage.surety, ada.email, /beneficiaries of policy SUR-100001 were changed/);
    assert.match(notice, /SUR-100001-E0001/);
    assert.ok(!notice.includes('Eve Demo'), 'a mail names no beneficiary');
  });

  test('the second change asks for the second factor again', async () => {
    const visitor = await stage.visitor();
    const ada = demoPerson('Ada');
    await signIn(visitor, stage.surety, ada);
    await visitor.visit(`${stage.surety.portal}/policies/SUR-100001/beneficiaries`);
    await visitor.press('Remove Eve Demo');
    await row(visitor, 0).getByLabel('Share in percent').fill('100');
    await visitor.press('Review the change');
    await visitor.press('Confirm this change');
    await visitor.fill('Verification code', await secondCode(visitor, stage.surety, ada.email));
    await visitor.press('Verify code');
    await visitor.sees('SUR-100001-E0002');
  });

  test('an authenticator app does as well', async () => {
    const visitor = await stage.visitor();
    const carla = demoPerson('Carla');
    await signIn(visitor, stage.surety, carla);
    await draftChild(visitor, /life/, 'Eve Demo');
    await visitor.press('Confirm this change');
    await visitor.fill('Code from your app', appCode(carla.appSecret ?? ''));
    await visitor.press('Verify code');
    await visitor.sees('Your beneficiaries are changed');
  });

  test('"this was not me" puts the former beneficiaries back without a sign-in, and stops further changes', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const carla = demoPerson('Carla');
    const notice = await readMail(
      visitor,
      stage.surety,
      carla.email,
      /beneficiaries of policy SUR-100005 were changed/,
    );
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
    assert.ok(visitor.page.url().startsWith(stage.surety.identity), 'a new password is chosen at identity');
    await readMail(visitor, stage.surety, carla.email, /a change was reported as not yours/);

    await visitor.visit(stage.surety.portal);
    await signIn(visitor, stage.surety, carla);
    await visitor.visit(`${stage.surety.portal}/policies/SUR-100005`);
    await visitor.sees(/was reported as not being yours/);
    await visitor.sees('Undoes SUR-100005-E0001');
    assert.equal(await visitor.page.getByRole('link', { name: 'Change beneficiaries' }).count(), 0);
    await visitor.press('Endorsement SUR-100005-E0001');
    await visitor.sees('This change was undone');
  });
});
