import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proveByMail } from './stage/beneficiaries.ts';
import { readMail } from './stage/inbox.ts';
import { demoPerson, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';

describe('contact data and policies of every kind', () => {
  const stage = setStage();

  for (const width of [360, 1280]) {
    test(`a home has premiums and a schedule, and no beneficiaries, at ${width} pixels`, async () => {
      const visitor = await stage.visitor({ width });
      await signIn(visitor, stage.surety, demoPerson('Ada'));
      await visitor.press('Policies');
      await visitor.sees('Motor');
      await visitor.press('Home');
      await visitor.sees('12 Example Street, Sampleton, VA 22201');
      await visitor.sees('Premiums');
      assert.equal(await visitor.page.getByText('Change beneficiaries').count(), 0);
      const href = await visitor.page.getByRole('link', { name: 'Policy schedule (PDF)' }).getAttribute('href');
      const printed = await visitor.page.request.get(`${stage.surety.portal}${href}`);
      assert.equal(printed.headers()['content-type'], 'application/pdf');
      await visitor.visit(`${stage.surety.portal}/policies/SUR-400001/beneficiaries`);
      await visitor.sees('This policy insures a vehicle, not a life.');
    });
  }

  test('a new address needs a second factor, old and new hear of it, and the link puts the old one back', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const ada = demoPerson('Ada');
    await signIn(visitor, stage.surety, ada);
    await visitor.press('Account');
    await visitor.press('Contact data');
    await visitor.press('Change contact data');
    await visitor.fill('E-mail address', 'ada.new@demo.example');
    await visitor.press('Review the change');
    await visitor.sees('Check your change');
    await visitor.press('Confirm this change');
    assert.ok(visitor.page.url().startsWith(stage.surety.identity), 'the second factor is proven at identity');
    await visitor.sees('You are confirming');
    await visitor.sees('E-mail address: ada.new@demo.example');
    await visitor.sees(`Until now: ${ada.email}`);
    await proveByMail(visitor, stage.surety, ada.email);
    await visitor.sees('Your contact data are changed.');
    await visitor.sees('ada.new@demo.example');
    await readMail(visitor, stage.surety, 'ada.new@demo.example', /contact data were changed/);
    const notice = await readMail(visitor, stage.surety, ada.email, /contact data were changed/);
    assert.ok(!notice.includes('ada.new@demo.example'), 'a mail tells no address');
    const link = /https?:\/\/\S+\/contact-reversals\/[\w-]+/.exec(notice)?.[0] ?? '';
    await visitor.visit(link);
    await visitor.press('This was not me');
    await visitor.sees('Your former contact data are back');
    await visitor.visit(`${stage.surety.portal}/account/contact`);
    await visitor.sees('so they cannot be changed for now');
  });
});
