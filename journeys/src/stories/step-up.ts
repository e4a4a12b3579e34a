import assert from 'node:assert/strict';
import { confirm, draft, type Story, signInAs } from './story.ts';

/** One proof, one change. */
export const everyChange: Story = {
  rule: 'is asked for the second factor again for the next change, and reads how the first was proven',
  async tell(scene) {
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await draft(ada, { policy: 'SUR-100002', adds: 'Fay Demo', beside: 2 }, scene);
    await confirm(ada, 'Ada', scene);
    await ada.sees('SUR-100002-E0001');
    await draft(ada, { policy: 'SUR-100002', adds: 'Gus Demo', beside: 3 }, scene);
    await confirm(ada, 'Ada', scene);
    await ada.sees('SUR-100002-E0002');
    await ada.press('See the policy');
    await ada.press('Endorsement SUR-100002-E0001');
    await ada.sees(/Second factor \(\S+\)/);
  },
};

/** A person who stops at the second factor. */
export const cancelledProof: Story = {
  rule: 'cancels the second factor, stands before the change again, and nothing has changed',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await draft(ada, { policy: 'SUR-100011', adds: 'Hal Demo', beside: 1 }, scene);
    await ada.press('Confirm this change');
    await provider.cancel(ada);
    await ada.sees('You did not finish the confirmation. Nothing was changed.');
    await ada.sees('Check your change');
    await ada.visit(`${surety.portal}/policies/SUR-100011`);
    await ada.sees('The beneficiaries have not been changed yet.');
  },
};

/** Somebody else’s account at the provider, in the same browser. */
export const anotherPerson: Story = {
  rule: 'cannot confirm with the second factor of somebody else',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await draft(ada, { policy: 'SUR-100011', adds: 'Hal Demo', beside: 1 }, scene);
    const change = ada.url();
    await scene.leaveProvider(ada);
    await ada.visit(change);
    await ada.press('Confirm this change');
    await provider.prove(ada, 'Ben');
    await ada.sees('Another person signed in at the sign-in service than the one who is signed in here.');
    await ada.visit(`${surety.portal}/policies/SUR-100011`);
    await ada.sees('The beneficiaries have not been changed yet.');
  },
};

/** What goes on record about how to reach somebody. */
export const contactData: Story = {
  rule: 'changes an address with a second factor; old and new hear of it, and the link takes it back',
  async tell(scene) {
    const { surety, mailbox } = scene;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await ada.press('Account');
    await ada.press('Contact data');
    await ada.press('Change contact data');
    await ada.fill('E-mail address', 'ada.new@demo.example');
    await ada.press('Review the change');
    await ada.sees('Check your change');
    await confirm(ada, 'Ada', scene);
    await ada.sees('Your contact data are changed.');
    await mailbox.letter('ada.new@demo.example', /contact data were changed/);
    const notice = await mailbox.letter('ada@demo.example', /contact data were changed/);
    assert.ok(!notice.includes('ada.new@demo.example'), 'a letter tells no address');
    const stranger = scene.inPlainBrowser();
    await stranger.visit(/https?:\/\/\S+\/contact-reversals\/[\w-]+/.exec(notice)?.[0] ?? '');
    await stranger.press('This was not me');
    await stranger.sees('Your former contact data are back');
    await ada.visit(`${surety.portal}/account/contact`);
    await ada.sees('so they cannot be changed for now');
  },
};

/** A session that ends while a form is open. */
export const expiredSession: Story = {
  rule: 'finds the form filled in when the session ended meanwhile and they signed in again',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await ada.visit(`${surety.portal}/policies/SUR-100011/beneficiaries`);
    await ada.press('Add the estate');
    // The session ends at the portal while its cookie is still in the browser, as it does when it was idle for too long.
    const elsewhere = ada.twin();
    await elsewhere.visit(surety.portal);
    await elsewhere.press('Sign out');
    await ada.press('Review the change');
    if (!ada.url().startsWith(surety.portal)) await provider.signIn(ada, 'Ada');
    await ada.sees('Here is what you had entered');
    await ada.sees('Estate of the insured');
  },
};
