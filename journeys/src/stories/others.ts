import assert from 'node:assert/strict';
import { confirm, draft, type Scene, type Story, signInAs } from './story.ts';

const POLICY = 'SUR-200001';

/** The link in the notice, which needs no sign-in and so no provider. */
export const notMe: Story = {
  rule: 'puts the former beneficiaries back by the link of the notice, and the policy is closed to changes',
  async tell(scene) {
    const { surety, mailbox } = scene;
    const ben = scene.inPlainBrowser();
    await signInAs(ben, 'Ben', scene);
    await draft(ben, { policy: 'SUR-100003', adds: 'Ivy Demo', beside: 0 }, scene);
    await confirm(ben, 'Ben', scene);
    await ben.sees('SUR-100003-E0001');
    const notice = await mailbox.letter('ben@demo.example', /beneficiaries of policy SUR-100003 were changed/);
    assert.ok(!notice.includes('Ivy Demo'), 'a letter names no beneficiary');
    const stranger = scene.inPlainBrowser();
    await stranger.visit(/http\S+\/reversals\/\S+/.exec(notice)?.[0] ?? '');
    await stranger.press('This was not me');
    await stranger.sees('The former beneficiaries are back');
    await ben.visit(`${surety.portal}/policies/SUR-100003`);
    await ben.sees('Undoes SUR-100003-E0001');
    assert.ok(!(await ben.says('Change beneficiaries')));
  },
};

/** A change that a spouse and the staff have a say in. */
export const review: Story = {
  rule: 'waits for the spouse’s consent by letter and for staff, who decide on their own second factor',
  async tell(scene) {
    const { surety, mailbox } = scene;
    const ben = scene.inPlainBrowser();
    await signInAs(ben, 'Ben', scene);
    await ben.visit(`${surety.portal}/policies/${POLICY}/beneficiaries`);
    await ben.fill('Share in percent', '60', 0);
    await ben.fill('Share in percent', '40', 1);
    await ben.press('Review the change');
    await ben.sees('We look at this before it takes effect');
    await confirm(ben, 'Ben', scene);
    await ben.sees('Your change is being looked at');

    const letter = await mailbox.letter('ada@demo.example', /asks for your consent/);
    const spouse = scene.inPlainBrowser();
    await spouse.visit(/http\S+\/consents\/\S+/.exec(letter)?.[0] ?? '');
    await spouse.fill('To consent, type your full name', 'Ada Demo');
    await spouse.press('I consent');
    await spouse.sees('You have consented');

    await approve(scene);
    await ben.visit(`${surety.portal}/policies/${POLICY}`);
    await ben.sees(`Endorsement ${POLICY}-E0001`);
  },
};

async function approve(scene: Scene): Promise<void> {
  const { surety, provider } = scene;
  const sasha = scene.inPlainBrowser();
  await signInAs(sasha, 'Sasha', scene);
  await sasha.press('Reviews');
  await sasha.press(`Policy ${POLICY}`);
  await sasha.sees(/Signed by link: Ada Demo/);
  await sasha.fill('Reason', 'The spouse consents, and her address is the one we know.');
  await sasha.press('Approve');
  assert.ok(!sasha.url().startsWith(surety.portal), 'staff prove a second factor as well');
  await provider.prove(sasha, 'Sasha');
  await sasha.sees('Your decision is carried out');
}
