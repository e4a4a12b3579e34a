import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aHouse, later } from '../testing/a-person.ts';
import { ACCOUNT } from '../testing/a-tenant.ts';
import { atAccountByApp, atAccountByMail, eventsOf } from '../testing/account-page.ts';
import { appCode, IS_OVER, personWithPasskey, recoveryCodesOn, secretOn, signInAs } from '../testing/factors.ts';
import { createSoftPasskey } from '../testing/soft-passkey.ts';
import { faultOf, headingOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the factors of an account`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('sets a first factor up with the mailbox, and further ones with the first', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'first@demo.example');
      const setup = await browser.press(page, 'add-app');
      const codes = await browser.press(setup, 'continue', { code: appCode(identity, secretOn(setup)) });
      assert.equal(recoveryCodesOn(codes).length, 10);
      const home = await browser.press(codes, 'continue');
      assert.equal(headingOf(home), 'Your account');
      const passkey = await browser.press(home, 'add-passkey');
      const answer = createSoftPasskey().create(passkey);
      const both = await browser.press(passkey, 'continue', { name: 'Key of steel', passkey: answer });
      assert.match(both.html, /Key of steel/);
      assert.match((await browser.press(both, 'continue')).url, IS_OVER);
      assert.deepEqual((await eventsOf(identity, person)).filter((event) => event === 'factor-added').length, 2);
    });

    test('replaces the app after its own code, and the former one is worth nothing', async () => {
      const { person, secret, browser, page } = await atAccountByApp(identity, 'replace@demo.example');
      const setup = await browser.press(page, 'add-app');
      later(identity, 1);
      const fresh = secretOn(setup);
      const home = await browser.press(setup, 'continue', { code: appCode(identity, fresh) });
      assert.equal(headingOf(home), 'Your account');
      later(identity, 1);
      const next = await signInAs(identity, person);
      const refused = await next.browser.press(next.page, 'continue', { code: appCode(identity, secret) });
      assert.equal(refused.status, 422);
      assert.match((await next.browser.press(next.page, 'continue', { code: appCode(identity, fresh) })).url, IS_OVER);
      assert.ok((await eventsOf(identity, person)).includes('factor-replaced'));
    });

    test('makes no recovery codes where there is no factor that they stand in for', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'no-factor@demo.example');
      assert.equal(headingOf(await browser.press(page, 'recovery-codes')), 'Your account');
      assert.equal(await identity.services.recoveryCodes.left(person.id), 0);
    });

    test('of two factors that are removed at once, the last takes the recovery codes along', async () => {
      const { person, secret, browser, page } = await atAccountByApp(identity, 'both-removed@demo.example');
      const { db, phones, secondFactors } = identity.services;
      const number = phones.seal(person.id, '+436600000000');
      const text = { accountId: person.id, method: 'text-message', sealedSecret: number } as const;
      await db.transaction().execute((transaction) => secondFactors.add(transaction, text, identity.clock.now));
      later(identity, 1);
      const there = await signInAs(identity, person, ACCOUNT);
      const home = await there.browser.press(there.page, 'continue', { code: appCode(identity, secret) });
      assert.equal(await identity.services.recoveryCodes.left(person.id), 10);
      await Promise.all([browser.press(page, 'remove-app'), there.browser.press(home, 'remove-text')]);
      assert.deepEqual(await secondFactors.list(person.id), []);
      assert.equal(await identity.services.recoveryCodes.left(person.id), 0);
    });

    test('removes the app and its recovery codes, and tells its person', async () => {
      const { person, browser, page } = await atAccountByApp(identity, 'remove@demo.example');
      const home = await browser.press(page, 'remove-app');
      assert.match(home.html, /Not set up/);
      assert.equal(await identity.services.recoveryCodes.left(person.id), 0);
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.equal(mails[0]?.subject, 'The second factor of your account was removed');
    });

    test('makes new recovery codes, which replace the former ones', async () => {
      const { browser, page, codes } = await atAccountByApp(identity, 'codes@demo.example');
      const fresh = recoveryCodesOn(await browser.press(page, 'recovery-codes'));
      assert.equal(fresh.filter((code) => codes.includes(code)).length, 0);
      assert.equal(fresh.length, 10);
    });

    test('renames and removes a passkey, and nobody else’s', async () => {
      const { person, device } = await personWithPasskey(identity, 'keys@demo.example');
      const stranger = await personWithPasskey(identity, 'stranger@demo.example');
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const home = await browser.press(page, 'continue', { passkey: device.get(page) });
      const [mine] = await identity.services.passkeys.list(person.id);
      const [theirs] = await identity.services.passkeys.list(stranger.person.id);
      assert.match((await browser.press(home, `passkey:${theirs?.credentialId}`)).url, /account$/);
      const one = await browser.press(home, `passkey:${mine?.credentialId}`);
      assert.ok(faultOf(await browser.press(one, 'continue', { name: '' }), 'name'));
      const renamed = await browser.press(one, 'continue', { name: 'Ring <b>' });
      assert.match(renamed.html, /Ring &lt;b&gt;/);
      const again = await browser.press(renamed, `passkey:${mine?.credentialId}`);
      await browser.press(again, 'remove');
      assert.deepEqual(await identity.services.passkeys.list(person.id), []);
      assert.equal((await identity.services.passkeys.list(stranger.person.id)).length, 1);
    });
  });
}
