import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aHouse, PASSWORD } from '../testing/a-person.ts';
import { atAccountByApp, atAccountByMail, eventsOf, refresh, refreshTokenFrom } from '../testing/account-page.ts';
import { faultOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the data of an account`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('hands out everything that is known, and no secret', async () => {
      const { person, secret, browser, page } = await atAccountByApp(identity, 'data@demo.example');
      const file = await browser.press(page, 'export');
      assert.match(String(file.headers['content-disposition']), /attachment; filename="account.json"/);
      const content = JSON.parse(file.html);
      assert.equal(content.account.email, person.email);
      assert.deepEqual(content.secondFactors.methods, ['authenticator-app']);
      assert.ok(content.audit.some(({ event }: { event: string }) => event === 'factor-added'));
      assert.doesNotMatch(file.html, new RegExp(`${secret}|argon2|sealed`));
      assert.ok((await eventsOf(identity, person)).includes('data-exported'));
    });

    test('deletes the account with everything that hangs on it; the audit stays', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'gone@demo.example');
      const token = await refreshTokenFrom(identity, person);
      const asked = await browser.press(page, 'delete');
      assert.ok(faultOf(await browser.press(asked, 'continue', { current: PASSWORD, understood: '' }), 'understood'));
      const wrong = await browser.press(asked, 'continue', { current: 'not it', understood: 'yes' });
      assert.equal(faultOf(wrong, 'current'), 'Your password is incorrect.');
      const end = await browser.press(asked, 'continue', { current: PASSWORD, understood: 'yes' });
      assert.match(end.url, /error_description=AADB2C90128/);
      assert.notEqual(await refresh(identity, token), 'renewed');
      assert.equal(await identity.services.accounts.find(person.id), undefined);
      assert.equal((await eventsOf(identity, person)).at(-1), 'account-deleted');
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.equal(mails[0]?.subject, 'Your account was deleted');
    });
  });
}
