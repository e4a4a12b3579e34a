import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Account } from '../accounts/account.ts';
import { aHouse, begin, newestCode, PASSWORD, RESET_FLOW } from '../testing/a-person.ts';
import { ACCOUNT, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { atAccountByMail } from '../testing/account-page.ts';
import { IS_OVER, signInAs, type Visit } from '../testing/factors.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: what is under way at an account`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('ends what is under way in another browser as well: nobody goes on there with what they proved before', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'under-way@demo.example');
      const other = await signInAs(identity, person, ACCOUNT);
      const mail = await other.browser.press(other.page, 'continue');
      const there = await other.browser.press(mail, 'continue', { code: await newestCode(identity) });
      assert.match(there.url, /\/account$/);
      await browser.press(await browser.press(page, 'sign-ins'), 'end-all');
      const kept = await other.browser.press(there, 'password');
      assert.match(kept.html, /AADB2C90046/);
      assert.match((await browser.open(page.url)).url, /account-sign-ins$/, 'this one stays where it is');
    });

    /** In a browser of their own: signed in, and at the account's page. */
    async function alsoAt(person: Account): Promise<Visit> {
      const { browser } = await signInAs(identity, person, SIGN_IN);
      const { page } = await begin(identity, ACCOUNT, {}, browser);
      const mail = await browser.press(page, 'email');
      return { browser, page: await browser.press(mail, 'continue', { code: await newestCode(identity) }) };
    }

    test('ends what is under way with the one sign-in that is ended', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'one-of-two@demo.example');
      const there = await alsoAt(person);
      assert.match(there.page.url, /\/account$/);
      const list = await browser.press(page, 'sign-ins');
      await browser.press(list, /value="(end:[^"]+)"/.exec(list.html)?.[1] ?? '');
      const kept = await there.browser.press(there.page, 'password');
      assert.match(kept.html, /AADB2C90046/);
      assert.match((await browser.open(page.url)).url, /account-sign-ins$/, 'this one stays where it is');
    });

    test('leaves nothing under way when the password is changed or reset, or the account deleted', async () => {
      const typed = { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78' };
      const ways: Record<string, (visit: Visit & { person: Account }) => Promise<unknown>> = {
        async changed({ browser, page }) {
          await browser.press(await browser.press(page, 'password'), 'continue', { ...typed, current: PASSWORD });
        },
        async reset({ person: { email } }) {
          const { browser, page } = await begin(identity, RESET_FLOW);
          const asked = await browser.press(page, 'continue', { email });
          const proven = await browser.press(asked, 'continue', { code: await newestCode(identity) });
          assert.match((await browser.press(proven, 'continue', typed)).url, IS_OVER);
        },
        async deleted({ browser, page }) {
          const asked = await browser.press(page, 'delete');
          await browser.press(asked, 'continue', { current: PASSWORD, understood: 'yes' });
        },
      };
      for (const [way, act] of Object.entries(ways)) {
        const visit = await atAccountByMail(identity, `nothing-left-${way}@demo.example`);
        const there = await alsoAt(visit.person);
        await act(visit);
        const left = await identity.services.db
          .selectFrom('identity_journey')
          .select('id')
          .where('progress', 'like', `%${visit.person.id}%`)
          .execute();
        assert.equal(left.filter(({ id }) => there.page.url.includes(id)).length, 0, way);
        assert.match((await there.browser.press(there.page, 'password')).html, /AADB2C90046/, way);
      }
    });

    test('is left with the sign-out: the next at this browser does not go on in another tab', async () => {
      const { browser, page } = await atAccountByMail(identity, 'shared@demo.example');
      await browser.open(`/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`);
      const next = await browser.press(page, 'export');
      assert.match(next.html, /AADB2C90046/);
    });
  });
}
