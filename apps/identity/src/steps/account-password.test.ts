import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aHouse, later, PASSWORD } from '../testing/a-person.ts';
import { atAccountByApp, atAccountByMail, refresh, refreshTokenFrom } from '../testing/account-page.ts';
import { IS_OVER, recoveryCodesOn } from '../testing/factors.ts';
import { faultOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the password of an account`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('changes the password for whoever knows the present one, and ends what the old one opened', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'password@demo.example');
      const token = await refreshTokenFrom(identity, person);
      const form = await browser.press(page, 'password');
      const typed = { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78' };
      later(identity, 1);
      const refused = await browser.press(form, 'continue', { ...typed, current: 'not it' });
      assert.equal(faultOf(refused, 'current'), 'Your password is incorrect.');
      const home = await browser.press(form, 'continue', { ...typed, current: PASSWORD });
      assert.match(home.html, /Your password is changed/);
      assert.match((await browser.press(home, 'continue')).url, IS_OVER);
      assert.equal(await refresh(identity, token), 'AADB2C90129');
    });

    test('shows no recovery codes any more once somebody else changed the password', async () => {
      const { person, browser, page } = await atAccountByApp(identity, 'codes-late@demo.example');
      const shown = await browser.press(page, 'recovery-codes');
      assert.equal(recoveryCodesOn(shown).length, 10);
      await identity.change(person, { refresh_tokens_valid_from: identity.clock.now.getTime() + 1 });
      const again = await browser.open(shown.url);
      assert.deepEqual(recoveryCodesOn(again), []);
      assert.match(again.html, /AADB2C90046/);
    });
  });
}
