import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillPerson, proveByMail, row } from './stage/beneficiaries.ts';
import { readMail } from './stage/inbox.ts';
import { appCode, demoPerson, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';

const POLICY = 'SUR-200001';

describe('changes that others have a say in', () => {
  const stage = setStage();

  test('less for a spouse in Texas needs her consent: it goes to review, and changes nothing yet', async () => {
    const visitor = await stage.visitor();
    const ben = demoPerson('Ben');
    await signIn(visitor, stage.surety, ben);
    await visitor.visit(`${stage.surety.portal}/policies/${POLICY}/beneficiaries`);
    await row(visitor, 0).getByLabel('Share in percent').fill('60');
    await row(visitor, 1).getByLabel('Share in percent').fill('40');
    await visitor.press('Review the change');
    await visitor.sees('We look at this before it takes effect');
    await visitor.sees(/consent of Ada Demo/);
    await visitor.press('Confirm this change');
    await proveByMail(visitor, stage.surety, ben.email);
    await visitor.sees('Your change is being looked at');
    await visitor.sees(/Ada Demo, spouse in a community-property state: awaited/);
    await visitor.press('See the policy');
    await visitor.sees('Under review');
  });

  test('the spouse sees what changes for her alone, and signs with her name, without an account', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const letter = await readMail(visitor, stage.surety, 'ada@demo.example', /asks for your consent/);
    assert.ok(!letter.includes(POLICY) && !letter.includes('Ben'), 'a mail names no policy and nobody');
    await visitor.visit(/http\S+\/consents\/\S+/.exec(letter)?.[0] ?? '');
    await visitor.sees('Do you consent to this change?');
    await visitor.sees(/60\s%/);
    assert.equal(await visitor.page.getByText('Carla').count(), 0);
    await visitor.fill('To consent, type your full name', 'Somebody Else');
    await visitor.press('I consent');
    await visitor.sees('There is a problem');
    await visitor.fill('To consent, type your full name', 'Ada Demo');
    await visitor.press('I consent');
    await visitor.sees('You have consented');
  });

  test('staff find it in their queue, and approve it on their own second factor; nobody else sees the queue', async () => {
    const visitor = await stage.visitor();
    const sasha = demoPerson('Sasha');
    await signIn(visitor, stage.surety, sasha);
    await visitor.press('Reviews');
    await visitor.press(`Policy ${POLICY}`);
    await visitor.sees(/Signed by link: Ada Demo/);
    await visitor.fill('Reason', 'short');
    await visitor.press('Approve');
    await visitor.sees('There is a problem');
    await visitor.fill('Reason', 'The spouse consents, and her address is the one we know.');
    await visitor.press('Approve');
    assert.ok(visitor.page.url().startsWith(stage.surety.identity), 'the second factor is proven at identity');
    await visitor.fill('Code from your app', appCode(sasha.appSecret ?? ''));
    await visitor.press('Verify code');
    await visitor.sees('Your decision is carried out');
    await visitor.sees('Nothing to review');
    await visitor.press('Policies');
    await visitor.sees('There are no policies under your name yet');

    const owner = await stage.visitor({ width: 360 });
    await signIn(owner, stage.surety, demoPerson('Ben'));
    assert.equal(await owner.page.getByRole('link', { name: 'Reviews' }).count(), 0);
    await owner.visit(`${stage.surety.portal}/staff/reviews`);
    await owner.sees('This was refused');
    await owner.visit(`${stage.surety.portal}/policies/${POLICY}`);
    await owner.sees(`Endorsement ${POLICY}-E0001`);
  });

  test('one designation over two policies is one change, with script in place', async () => {
    const visitor = await stage.visitor({ script: true });
    const ada = demoPerson('Ada');
    await signIn(visitor, stage.surety, ada);
    const form = `${stage.surety.portal}/policies/SUR-100001/beneficiaries`;
    await visitor.visit(form);
    await visitor.page.evaluate("document.body.setAttribute('data-same-page', '')");
    await visitor.page.getByRole('button', { name: 'Add a person' }).first().click();
    await row(visitor, 1).waitFor();
    assert.equal(await visitor.page.locator('[data-same-page]').count(), 1, 'the page was not left');
    await fillPerson(visitor, 1, 'Eve Demo');
    await visitor.page.getByRole('button', { name: 'Share equally' }).click();
    await visitor.sees('Shared equally: 50 % each.');
    await visitor.page.getByLabel('Whole life SUR-100002').check();
    await visitor.press('Review the change');
    await visitor.sees('Before and after, on 2 policies');
    await visitor.press('Confirm this change');
    await proveByMail(visitor, stage.surety, ada.email);
    await visitor.sees('SUR-100001-E0001');
    await visitor.sees('SUR-100002-E0001');
    await readMail(visitor, stage.surety, ada.email, /policies SUR-100001 and SUR-100002 were changed/);
  });
});
