import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Account } from '../accounts/account.ts';
import type { FactorRule } from '../tenant/factor-rule.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { addPerson, aHouse, begin, later, newestCode, PASSWORD, RESET_FLOW } from '../testing/a-person.ts';
import { PORTAL, SHOP, SIGN_IN } from '../testing/a-tenant.ts';
import { IS_OVER } from '../testing/factors.ts';
import { createTestBrowser, headingOf, type TestBrowser } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const DAY = 24 * 60;

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a conditional second factor`, () => {
    let identity: TestIdentity;
    let person: Account;
    let own: TestBrowser;
    let secondFactor: UserFlow['secondFactor'] & { when: FactorRule[] };
    before(async () => {
      secondFactor = { enforcement: 'conditional', methods: ['email-code'], reuse: 'session', when: [] };
      identity = await aHouse({ address, flow: { secondFactor } });
      person = await addPerson(identity);
      own = createTestBrowser(identity.app);
    });
    after(() => identity.close());

    const signIn = async (rule: FactorRule, browser = own, request: Record<string, string> = { prompt: 'login' }) => {
      secondFactor.when = [rule];
      const { page } = await begin(identity, SIGN_IN, request, browser);
      if (IS_OVER.test(page.url)) return page;
      return browser.press(page, 'continue', { email: person.email, password: PASSWORD });
    };

    /** A browser in which a user flow that does nothing else set the password anew. */
    const afterReset = async (): Promise<TestBrowser> => {
      const { browser, page } = await begin(identity, RESET_FLOW, {}, createTestBrowser(identity.app));
      const asked = await browser.press(page, 'continue', { email: person.email });
      const proven = await browser.press(asked, 'continue', { code: await newestCode(identity) });
      const end = await browser.press(proven, 'continue', { password: PASSWORD, confirmation: PASSWORD });
      assert.match(end.url, IS_OVER);
      return browser;
    };

    test('is set up by everybody, whatever the rules say', async () => {
      const asked = await signIn({ networks: ['192.0.2.0/24'] });
      assert.equal(headingOf(asked), 'Confirm that it is you');
      assert.match((await own.press(asked, 'continue', { code: await newestCode(identity) })).url, IS_OVER);
    });

    test('is not asked for when no rule holds', async () => {
      assert.match((await signIn({ networks: ['192.0.2.0/24'] })).url, IS_OVER);
    });

    test('is asked for in a browser that the person never signed in with', async () => {
      assert.match((await signIn({ newBrowser: true })).url, IS_OVER);
      const other = createTestBrowser(identity.app);
      assert.match((await signIn({ newBrowser: true }, other)).url, /second-factor-email$/);
    });

    test('is asked for by network, from inside or outside of it', async () => {
      assert.match((await signIn({ networks: ['127.0.0.0/8'] })).url, /second-factor-email$/);
      assert.match((await signIn({ outsideNetworks: ['127.0.0.0/8', '::1'] })).url, IS_OVER);
      assert.match((await signIn({ outsideNetworks: ['192.0.2.0/24'] })).url, /second-factor-email$/);
    });

    test('is asked for by application', async () => {
      assert.match((await signIn({ applications: [SHOP.clientId] })).url, IS_OVER);
      assert.match((await signIn({ applications: [PORTAL.clientId] })).url, /second-factor-email$/);
    });

    test('is asked for when the last one is so many days old', async () => {
      assert.match((await signIn({ daysSinceFactor: 7 })).url, IS_OVER);
      later(identity, 8 * DAY);
      assert.match((await signIn({ daysSinceFactor: 7 })).url, /second-factor-email$/);
    });

    test('is asked for when everything of a rule holds, not a part of it', async () => {
      assert.match((await signIn({ networks: ['127.0.0.0/8'], newBrowser: true })).url, IS_OVER);
    });

    test('is asked for of an SSO session as well, which answers without a page when no rule holds', async () => {
      assert.match((await signIn({ networks: ['192.0.2.0/24'] })).url, IS_OVER);
      const silent = await signIn({ networks: ['192.0.2.0/24'] }, own, { prompt: 'none' });
      assert.match(silent.url, IS_OVER);
      secondFactor.when = [{ networks: ['127.0.0.0/8'] }];
      const { page } = await begin(identity, SIGN_IN, { prompt: 'none' }, own);
      assert.match(page.url, /AADB2C90077/);
      assert.match((await begin(identity, SIGN_IN, {}, own)).page.url, /second-factor/);
    });

    test('is asked for after a new password, whatever the rules say', async () => {
      secondFactor.when = [{ networks: ['192.0.2.0/24'] }];
      const { browser, page } = await begin(identity, SIGN_IN, { prompt: 'login' }, createTestBrowser(identity.app));
      const typed = await browser.press(page, 'forgot', { email: person.email });
      const asked = await browser.press(typed, 'continue', { email: person.email });
      const proven = await browser.press(asked, 'continue', { code: await newestCode(identity) });
      const password = 'Other-Harbour-78';
      const end = await browser.press(proven, 'continue', { password, confirmation: password });
      assert.match(end.url, /second-factor-email$/);

      const again = createTestBrowser(identity.app);
      const { page: anew } = await begin(identity, SIGN_IN, {}, again);
      const signedIn = await again.press(anew, 'continue', { email: person.email, password });
      assert.match(signedIn.url, /second-factor-email$/, 'nor does it help to begin anew with that password');
    });

    test('is asked for after a user flow that only resets passwords, of its session and of its browser', async () => {
      secondFactor.when = [{ newBrowser: true }];
      const browser = await afterReset();
      assert.match((await begin(identity, SIGN_IN, {}, browser)).page.url, /second-factor/);

      const silent = await begin(identity, SIGN_IN, { prompt: 'none' }, browser);
      assert.match(silent.page.url, /AADB2C90077/);
      const typed = await signIn({ newBrowser: true }, browser);
      assert.match(typed.url, /second-factor-email$/);
      assert.match((await browser.press(typed, 'continue', { code: await newestCode(identity) })).url, IS_OVER);
      assert.match((await signIn({ newBrowser: true }, browser)).url, IS_OVER, 'and not for ever');
    });

    test('is asked for in a browser that only reset the password, also after the person proved a factor elsewhere', async () => {
      secondFactor.when = [{ newBrowser: true }];
      const browser = await afterReset();
      const theirs = await signIn({ newBrowser: true });
      assert.match((await own.press(theirs, 'continue', { code: await newestCode(identity) })).url, IS_OVER);
      assert.match((await signIn({ newBrowser: true })).url, IS_OVER, 'nothing is asked where the person is known');

      const session = await begin(identity, SIGN_IN, {}, browser);
      assert.match(session.page.url, /second-factor/, 'its session does not make it familiar');
      assert.match((await signIn({ newBrowser: true }, browser)).url, /second-factor-email$/, 'nor did the reset');
    });
  });
}
