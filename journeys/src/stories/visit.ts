import assert from 'node:assert/strict';
import { confirm, draft, type Story, signInAs } from './story.ts';

const POLICIES = ['Term life', 'Whole life', 'Group life', 'Home', 'Motor'];

/** A whole visit, in a real browser: from the first page to the end of both sessions. */
export const wholeVisit: Story = {
  rule: 'signs in, sees their policies, changes one with a second factor, and signs out of both',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = await scene.inChromium();
    await signInAs(ada, 'Ada', scene);
    await ada.press('Policies');
    for (const policy of POLICIES) await ada.sees(policy);
    await ada.press(/^Term life/);
    await ada.sees('$250,000');
    await draft(ada, { policy: 'SUR-100001', adds: 'Eve Demo', beside: 1 }, scene);
    await ada.sees('Nothing has changed yet.');
    await confirm(ada, 'Ada', scene);
    await ada.sees('Your beneficiaries are changed');
    await ada.sees('SUR-100001-E0001');
    await ada.press('See the policy');
    await ada.sees('Eve Demo');
    await ada.press('Sign out');
    await provider.endSession(ada);
    assert.ok(ada.url().startsWith(surety.portal), 'the sign-out comes back');
    await ada.visit(`${surety.portal}/policies`);
    assert.ok(!ada.url().startsWith(surety.portal), 'neither session is left');
    await ada.leave();
  },
};

/** Reading what is theirs, and nothing else. */
export const policies: Story = {
  rule: 'asked for a policy without a session, signs in and stands there; another person’s is not there',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await ada.visit(`${surety.portal}/policies/SUR-300001`);
    await provider.signIn(ada, 'Ada');
    assert.equal(ada.url(), `${surety.portal}/policies/SUR-300001`);
    await ada.sees('12 Example Street, Sampleton, VA 22201');
    await ada.sees('Premiums');
    assert.ok(!(await ada.says('Change beneficiaries')), 'a home has no beneficiaries');
    await ada.visit(`${surety.portal}/policies/SUR-100003`);
    assert.equal(ada.status(), 404);
    await ada.visit(`${surety.portal}/staff/reviews`);
    await ada.sees('This was refused');
  },
};

/** What the sign-in says about the person. */
export const claims: Story = {
  rule: 'reads every claim of the ID token with its meaning, and no token',
  async tell(scene) {
    const { issuer, claims: expected } = scene.provider;
    const ada = scene.inPlainBrowser();
    await signInAs(ada, 'Ada', scene);
    await ada.press('Identity');
    await ada.sees(issuer);
    for (const claim of ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', ...expected.has]) await ada.sees(claimRow(claim));
    for (const claim of expected.lacks)
      assert.ok(!(await ada.says(claimRow(claim))), `${claim} is not a claim of this provider`);
    assert.ok(!(await ada.says('does not use it')), 'a claim has no meaning');
    assert.ok(!(await ada.says(/\beyJ/)), 'a token is shown');
  },
};

// A claim stands between the former row's sentence, or the head of the table, and its value.
const claimRow = (name: string): RegExp => new RegExp(`(?:Meaning|[.)”]) ${name} \\S`);

/** A person who thinks better of it. */
export const cancelledSignIn: Story = {
  rule: 'cancels at the provider, reads so at the portal, and is signed in to nothing',
  async tell(scene) {
    const { surety, provider } = scene;
    const ada = scene.inPlainBrowser();
    await ada.visit(surety.portal);
    await ada.press('Sign in');
    await provider.cancel(ada);
    assert.ok(ada.url().startsWith(surety.portal));
    await ada.sees(provider.whenCancelled);
    await ada.visit(`${surety.portal}/policies`);
    assert.ok(!ada.url().startsWith(surety.portal), 'somebody is signed in');
  },
};

/** Not a person: the operator, before anybody comes. */
export const doctor: Story = {
  rule: 'the doctor finds nothing wrong with these settings at this provider',
  async tell({ surety }) {
    const { code, output } = await surety.command('doctor');
    assert.equal(code, 0, output);
  },
};
