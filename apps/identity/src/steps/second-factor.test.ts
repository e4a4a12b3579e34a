import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Account } from '../accounts/account.ts';
import { DEMO_PEOPLE, seedDemoPeople } from '../accounts/demo-people.ts';
import { addPerson, aHouse, anotherThan, begin, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import { SIGN_IN, STEP_UP } from '../testing/a-tenant.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { createTestBrowser, faultOf, headingOf, type Shown, type TestBrowser } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const IS_OVER = /[?&]code=/;

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the second factor`, () => {
    let identity: TestIdentity;
    let count = 0;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    /** A new person at the page after the password. */
    async function afterPassword(userFlow = STEP_UP): Promise<{ browser: TestBrowser; page: Shown; person: Account }> {
      count += 1;
      const person = await addPerson(identity, { email: `person${count}@demo.example` });
      return { person, ...(await signInAs(person, userFlow)) };
    }
    async function signInAs(person: Account, userFlow = STEP_UP, browser = createTestBrowser(identity.app)) {
      const begun = await begin(identity, userFlow, { prompt: 'login' }, browser);
      return {
        browser,
        page: await browser.press(begun.page, 'continue', { email: person.email, password: PASSWORD }),
      };
    }
    function appCode(secret: string): string {
      return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: identity.clock.now.getTime() });
    }
    function secretOn(page: Shown): string {
      return (/<dt>Secret<\/dt><dd class="mono">([A-Z2-7 ]+)</.exec(page.html)?.[1] ?? '').replaceAll(' ', '');
    }
    /** A person whose app is set up, and its secret. */
    async function withApp() {
      const { browser, page, person } = await afterPassword();
      const mail = await browser.press(page, 'app');
      const setup = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const secret = secretOn(setup);
      const end = await browser.press(setup, 'continue', { code: appCode(secret) });
      assert.match(end.url, IS_OVER);
      later(identity, 5);
      return { person, secret };
    }

    test('is not asked for where the flow has none', async () => {
      assert.match((await afterPassword(SIGN_IN)).page.url, IS_OVER);
    });

    test('is chosen once; next time the chosen one is asked for', async () => {
      const { browser, page, person } = await afterPassword();
      assert.equal(headingOf(page), 'Confirm that it is you');
      const mail = await browser.press(page, 'email');
      assert.match(mail.html, /p•••@<wbr>demo\.example/);
      assert.doesNotMatch(mail.html, new RegExp(person.email));
      const end = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      const { body } = await askToken(identity, codeForm(code), { userFlow: STEP_UP });
      assert.deepEqual([claimsOf(body.id_token).sub, claimsOf(body.id_token).tfp], [person.id, STEP_UP]);
      const next = await signInAs(person);
      assert.match(next.page.html, /we sent a code|We sent a code/);
    });

    test('is asked for in each run where the flow never reuses it, and no mail is sent by opening the page', async () => {
      const { browser, page, person } = await afterPassword();
      const mail = await browser.press(page, 'email');
      await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const before = (await identity.services.inbox.list()).length;
      const again = await begin(identity, STEP_UP, {}, browser);
      assert.match(again.page.html, /Send verification code/);
      assert.equal((await identity.services.inbox.list()).length, before);
      const sent = await browser.press(again.page, 'continue');
      const end = await browser.press(sent, 'continue', { code: await newestCode(identity) });
      assert.match(end.url, IS_OVER);
      assert.ok(person);
    });

    test('an app is set up only after the e-mail code: a stolen password enrols nothing', async () => {
      const { browser, page } = await afterPassword();
      const mail = await browser.press(page, 'app');
      assert.doesNotMatch(mail.html, /otpauth|<dt>Secret/);
      const base = mail.url.slice(0, mail.url.lastIndexOf('/'));
      const skipped = await browser.open(`${base}/enrol-app`);
      assert.match(skipped.url, /second-factor-email$/);
      const posted = await browser.press({ ...mail, url: `${base}/enrol-app` }, 'continue', { code: '000000' });
      assert.match(posted.url, /second-factor-email$/);
    });

    test('an app that is set up is asked for from then on, and told by mail', async () => {
      const { person, secret } = await withApp();
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.ok(mails.some(({ subject }) => subject === 'An authenticator app was added to your account'));
      const { browser, page } = await signInAs(person);
      assert.match(page.html, /Code from your app/);
      assert.match((await browser.press(page, 'continue', { code: appCode(secret) })).url, IS_OVER);
    });

    test('a code of the app works once, and codes of the neighbouring half minute work', async () => {
      const { person, secret } = await withApp();
      const code = appCode(secret);
      later(identity, 0.5);
      const first = await signInAs(person);
      assert.match((await first.browser.press(first.page, 'continue', { code })).url, IS_OVER);
      const second = await signInAs(person);
      const refused = await second.browser.press(second.page, 'continue', { code });
      assert.equal(faultOf(refused, 'code'), 'That code is incorrect. Please try again.');
    });

    test('of two who use a code of the app at once, one is let in', async () => {
      const { person, secret } = await withApp();
      const runs = [await signInAs(person), await signInAs(person)];
      const code = appCode(secret);
      const ends = await Promise.all(runs.map(({ browser, page }) => browser.press(page, 'continue', { code })));
      assert.equal(ends.filter(({ url }) => IS_OVER.test(url)).length, 1);
    });

    test('whoever has the mailbox alone gets past no app: it neither stands in for it nor replaces it', async () => {
      const { person } = await withApp();
      const { browser, page } = await signInAs(person);
      assert.doesNotMatch(page.html, /e-mail code/);
      const before = (await identity.services.inbox.list()).length;
      for (const action of ['email', 'app', 'resend']) {
        assert.match((await browser.press(page, action)).html, /Code from your app/);
      }
      assert.equal((await identity.services.inbox.list()).length, before);
    });

    test('a journey that waits at setting up an app neither replaces one set up meanwhile nor gets past it', async () => {
      const waiting = await afterPassword();
      const mail = await waiting.browser.press(waiting.page, 'app');
      const setup = await waiting.browser.press(mail, 'continue', { code: await newestCode(identity) });
      const other = await signInAs(waiting.person);
      const otherMail = await other.browser.press(other.page, 'app');
      const otherSetup = await other.browser.press(otherMail, 'continue', { code: await newestCode(identity) });
      const secret = secretOn(otherSetup);
      assert.match((await other.browser.press(otherSetup, 'continue', { code: appCode(secret) })).url, IS_OVER);

      const attempts: [string, Record<string, string>][] = [
        ['continue', { code: appCode(secretOn(setup)) }],
        ['later', {}],
      ];
      for (const [action, typed] of attempts)
        assert.match((await waiting.browser.press(setup, action, typed)).html, /Code from your app/);
      later(identity, 5);
      const { browser, page } = await signInAs(waiting.person);
      assert.match((await browser.press(page, 'continue', { code: appCode(secret) })).url, IS_OVER);
    });

    test('of two who set up an app at once, one does', async () => {
      const one = await afterPassword();
      const runs = [one, await signInAs(one.person)];
      const setups: { browser: TestBrowser; setup: Shown }[] = [];
      for (const { browser, page } of runs) {
        const mail = await browser.press(page, 'app');
        setups.push({ browser, setup: await browser.press(mail, 'continue', { code: await newestCode(identity) }) });
      }
      const ends = await Promise.all(
        setups.map(({ browser, setup }) => browser.press(setup, 'continue', { code: appCode(secretOn(setup)) })),
      );
      assert.equal(ends.filter(({ url }) => IS_OVER.test(url)).length, 1);
    });

    test('guesses of an app code are limited for the account, over all journeys', async () => {
      const { person, secret } = await withApp();
      for (let journey = 1; journey <= 2; journey += 1) {
        const { browser, page } = await signInAs(person);
        for (let tries = 1; tries <= 5; tries += 1) {
          const refused = await browser.press(page, 'continue', { code: anotherThan(appCode(secret)) });
          assert.equal(faultOf(refused, 'code'), 'That code is incorrect. Please try again.');
        }
      }
      const { browser, page } = await signInAs(person);
      const refused = await browser.press(page, 'continue', { code: appCode(secret) });
      assert.equal(faultOf(refused, 'code'), "You've made too many incorrect attempts. Please try again later.");
    });

    test('setting up an app may be put off once the e-mail code is proven', async () => {
      const { browser, page } = await afterPassword();
      const mail = await browser.press(page, 'app');
      const setup = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      assert.match((await browser.press(setup, 'later')).url, IS_OVER);
    });

    test('of the demo person with an app is proven by the documented secret', async () => {
      await seedDemoPeople(identity.services);
      await seedDemoPeople(identity.services);
      const carla = DEMO_PEOPLE.find(({ appSecret }) => appSecret !== undefined);
      const { browser, page } = await begin(identity, STEP_UP, { prompt: 'login' });
      const typed = { email: carla?.email ?? '', password: carla?.password ?? '' };
      const asked = await browser.press(page, 'continue', typed);
      const end = await browser.press(asked, 'continue', { code: appCode(carla?.appSecret ?? '') });
      assert.match(end.url, IS_OVER);
    });

    test('counts for the SSO session where the flow lets it', async () => {
      const lenient = await aHouse({
        address,
        flow: { secondFactor: { enforcement: 'always', methods: ['email-code'], reuse: 'session' } },
      });
      const person = await addPerson(lenient);
      const { browser, page } = await begin(lenient, SIGN_IN);
      const mail = await browser.press(page, 'continue', { email: person.email, password: PASSWORD });
      await browser.press(mail, 'continue', { code: await newestCode(lenient) });
      assert.match((await begin(lenient, SIGN_IN, {}, browser)).page.url, IS_OVER);
      await lenient.close();
    });
  });
}
