import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import { ACCOUNT } from '../testing/a-tenant.ts';
import { atAccountByApp, atAccountByMail } from '../testing/account-page.ts';
import { appCode, secretOn, signInAs } from '../testing/factors.ts';
import { createSoftPasskey } from '../testing/soft-passkey.ts';
import { headingOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: looking after an account`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('takes a second factor, proven in this journey', async () => {
      const person = await addPerson(identity, { email: 'early@demo.example' });
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const base = page.url.slice(0, page.url.lastIndexOf('/'));
      for (const step of ['account', 'account-delete', 'account-password'])
        assert.match((await browser.open(`${base}/${step}`)).url, /second-factor-choice$/);
      const posted = await browser.press({ ...page, url: `${base}/account` }, 'export');
      assert.match(posted.url, /second-factor-choice$/);
    });

    test('asks for the factor again when the proof is older than ten minutes', async () => {
      for (const action of ['remove-app', 'add-passkey', 'recovery-codes', 'export']) {
        const { browser, page, secret } = await atAccountByApp(identity, `stale-${action}@demo.example`);
        later(identity, 11);
        const asked = await browser.press(page, action);
        assert.match(asked.html, /Code from your app/, action);
        const home = await browser.press(asked, 'continue', { code: appCode(identity, secret) });
        assert.equal(headingOf(home), 'Your account');
      }
    });

    test('that waited with the mailbox alone changes nothing of an app that was set up meanwhile', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'waiting@demo.example');
      const other = await signInAs(identity, person, ACCOUNT);
      const home = await other.browser.press(other.page, 'continue', { code: await newestCode(identity) });
      const setup = await other.browser.press(home, 'add-app');
      await other.browser.press(setup, 'continue', { code: appCode(identity, secretOn(setup)) });
      for (const action of ['remove-app', 'add-app', 'add-passkey', 'recovery-codes'])
        assert.match((await browser.press(page, action)).html, /Code from your app/, action);
    });

    test('is not kept open by what is set up or changed: only a factor that one had renews the ten minutes', async () => {
      const { browser, page } = await atAccountByApp(identity, 'renewed@demo.example');
      later(identity, 8);
      const passkey = await browser.press(page, 'add-passkey');
      const answer = createSoftPasskey().create(passkey);
      const home = await browser.press(passkey, 'continue', { name: 'Key of steel', passkey: answer });
      assert.equal(headingOf(home), 'Your account');
      const typed = { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78', current: PASSWORD };
      const changed = await browser.press(await browser.press(home, 'password'), 'continue', typed);
      assert.match(changed.html, /Your password is changed/);
      later(identity, 4);
      for (const action of ['remove-app', 'export'])
        assert.match((await browser.press(changed, action)).url, /second-factor/, action);
    });
  });
}
