import assert from 'node:assert/strict';
import { type Story, signInAs } from './story.ts';

/** What a person changes at the provider itself. */
export const account: Story = {
  rule: 'finds on the account page what this provider offers, and nothing that it has not',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    for (const { words, leadsTo } of provider.account.offers) {
      await ada.visit(`${surety.portal}/account`);
      await ada.press(words);
      assert.match(ada.url(), leadsTo);
    }
    await ada.visit(`${surety.portal}/account`);
    await ada.sees('Contact data');
    for (const words of provider.account.lacks) assert.ok(!(await ada.says(words)), `${words} leads nowhere`);
  },
};

/** What a person says about themselves at the provider. */
export const profile: Story = {
  rule: 'edits their profile where the provider has that, comes back, and it shows at once',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await ada.visit(`${surety.portal}/account`);
    if (provider.editProfile === undefined) return assert.ok(!(await ada.says('Edit profile')));
    await ada.press('Edit profile');
    await provider.editProfile(ada, { city: 'Porto' });
    assert.ok(ada.url().startsWith(surety.portal));
    await ada.sees('Your profile is saved.');
    await ada.sees('Porto');
    await ada.visit(`${surety.portal}/policies`);
    await ada.sees('Term life');
  },
};

/** Somebody who does not know their password any more. It is told last: Ben has another password from then on. */
export const forgottenPassword: Story = {
  rule: 'chooses a new password where the provider offers that, goes on to where they wanted, and only the new one works',
  async tell(scene) {
    const { surety, provider } = scene;
    const ben = scene.inPlainBrowser();
    await ben.visit(`${surety.portal}/policies/SUR-100004`);
    if (provider.resetPassword === undefined) return assert.ok(!(await ben.says('Forgot your password?')));
    await provider.resetPassword(ben, 'Ben', 'Distant-Thunder-77');
    assert.equal(ben.url(), `${surety.portal}/policies/SUR-100004`);
    const later = scene.inPlainBrowser();
    await later.visit(`${surety.portal}/policies`);
    await provider.signIn(later, 'Ben');
    assert.ok(!later.url().startsWith(surety.portal), 'the former password signed in');
    await provider.signIn(later, 'Ben', 'Distant-Thunder-77');
    assert.equal(later.url(), `${surety.portal}/policies`);
  },
};
