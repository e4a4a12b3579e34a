import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addPerson,
  aHouse,
  begin,
  later,
  newestCode,
  PASSWORD,
  PROFILE_FLOW,
  RESET_FLOW,
} from '../testing/a-person.ts';
import { SIGN_IN } from '../testing/a-tenant.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { faultOf, headingOf, heldBy, type Shown, type TestBrowser } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const NEW = { password: 'Velvet-Anchor-31', confirmation: 'Velvet-Anchor-31' };

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a forgotten password`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    async function toCode(email: string): Promise<{ browser: TestBrowser; page: Shown }> {
      const { browser, page } = await begin(identity);
      const typed = await browser.press(page, 'forgot', { email });
      assert.equal(heldBy(typed, 'email'), email);
      return { browser, page: await browser.press(typed, 'continue') };
    }
    async function toPassword(email: string): Promise<{ browser: TestBrowser; page: Shown }> {
      const { browser, page } = await toCode(email);
      return { browser, page: await browser.press(page, 'continue', { code: await newestCode(identity) }) };
    }
    async function signIn(email: string, password: string) {
      const { browser, page } = await begin(identity);
      const end = await browser.press(page, 'continue', { email, password });
      return { browser, end };
    }
    const codeOf = (end: Shown): string => answerOf({ headers: { location: end.url } }).get('code') ?? '';

    test('is replaced inside the flow, whose token says so', async () => {
      const person = await addPerson(identity, { email: 'inside@demo.example' });
      const { browser, page } = await toPassword(person.email);
      const end = await browser.press(page, 'continue', NEW);
      const { body } = await askToken(identity, codeForm(codeOf(end)));
      const claims = claimsOf(body.id_token);
      assert.deepEqual([claims.sub, claims.tfp, claims.isForgotPassword], [person.id, SIGN_IN, true]);
      assert.match((await signIn(person.email, NEW.password)).end.url, /[?&]code=/);
      assert.equal(faultOf((await signIn(person.email, PASSWORD)).end, 'password'), 'Invalid username or password.');
    });

    test('is replaced in its own user flow', async () => {
      const person = await addPerson(identity, { email: 'separate@demo.example' });
      const { browser, page } = await begin(identity, RESET_FLOW, { login_hint: person.email });
      assert.equal(headingOf(page), 'Reset your password');
      const sent = await browser.press(page, 'continue');
      const proven = await browser.press(sent, 'continue', { code: await newestCode(identity) });
      const end = await browser.press(proven, 'continue', NEW);
      const { body } = await askToken(identity, codeForm(codeOf(end)), { userFlow: RESET_FLOW });
      assert.deepEqual([claimsOf(body.id_token).sub, claimsOf(body.id_token).tfp], [person.id, RESET_FLOW]);
    });

    test('of an unknown address looks the same until a code proved the address', async () => {
      const person = await addPerson(identity, { email: 'known@demo.example' });
      const known = await toCode(person.email);
      const unknown = await toCode('strange@demo.example');
      const words = ({ html }: Shown): string =>
        html
          .replaceAll(/(known|strange)@(<wbr>)?demo\.example/g, '')
          .replaceAll(/name="csrf_token" value="[^"]*"/g, '');
      assert.equal(words(unknown.page), words(known.page));
      assert.equal(unknown.page.status, known.page.status);
      const told = await unknown.browser.press(unknown.page, 'continue', { code: await newestCode(identity) });
      assert.equal(faultOf(told, 'email'), "We can't seem to find your account.");
    });

    test('ends refresh tokens, SSO sessions of every browser, and a lockout', async () => {
      const person = await addPerson(identity, { email: 'stolen@demo.example' });
      const thief = await signIn(person.email, PASSWORD);
      const { body: stolen } = await askToken(identity, codeForm(codeOf(thief.end)));
      for (let tries = 1; tries <= 10; tries += 1) await signIn(person.email, `wrong ${tries}`);
      const { browser, page } = await toPassword(person.email);
      await browser.press(page, 'continue', NEW);

      const refresh = { grant_type: 'refresh_token', refresh_token: String(stolen.refresh_token) };
      assert.equal((await askToken(identity, refresh)).body.error, 'invalid_grant');
      const again = await begin(identity, SIGN_IN, {}, thief.browser);
      assert.equal(headingOf(again.page), 'Sign in', 'the thief is asked again');
      assert.match((await signIn(person.email, NEW.password)).end.url, /[?&]code=/);
    });

    test('ends journeys that somebody began with the old one', async () => {
      const person = await addPerson(identity, { email: 'halfway@demo.example' });
      const thief = await begin(identity, PROFILE_FLOW);
      const form = await thief.browser.press(thief.page, 'continue', { email: person.email, password: PASSWORD });
      assert.equal(headingOf(form), 'Edit your profile');
      later(identity, 1);
      const { browser, page } = await toPassword(person.email);
      await browser.press(page, 'continue', NEW);

      const end = await thief.browser.press(form, 'continue', { given_name: 'Thief', family_name: 'Demo' });
      assert.match(end.html, /AADB2C90046/);
      assert.notEqual((await identity.services.accounts.find(person.id))?.attributes.given_name, 'Thief');
      assert.equal(headingOf((await begin(identity, SIGN_IN, {}, thief.browser)).page), 'Sign in');
    });

    test('is told by mail', async () => {
      const person = await addPerson(identity, { email: 'told@demo.example' });
      const { browser, page } = await toPassword(person.email);
      await browser.press(page, 'continue', NEW);
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.ok(mails.some(({ subject }) => subject === 'Your password was changed'));
    });

    test('is not replaced by a weak one', async () => {
      const person = await addPerson(identity, { email: 'weak@demo.example' });
      const { browser, page } = await toPassword(person.email);
      const refused = await browser.press(page, 'continue', { password: 'short1A', confirmation: 'short1A' });
      assert.equal(faultOf(refused, 'password'), 'The password must be between 8 and 64 characters.');
    });

    test('is no way into a disabled account', async () => {
      const person = await addPerson(identity, { email: 'off@demo.example', isDisabled: true });
      const { page } = await toPassword(person.email);
      assert.match(faultOf(page, 'email') ?? '', /has been locked/);
    });

    test('wrong codes lock the address over all its journeys', async () => {
      const person = await addPerson(identity, { email: 'target@demo.example' });
      const verdicts: (string | undefined)[] = [];
      for (let journey = 1; journey <= 3; journey += 1) {
        const { browser, page } = await toCode(person.email);
        const code = await newestCode(identity);
        for (let tries = 1; tries <= 4; tries += 1) {
          const guess = String((Number(code) + tries) % 1_000_000).padStart(6, '0');
          verdicts.push(faultOf(await browser.press(page, 'continue', { code: guess }), 'code'));
        }
      }
      assert.equal(verdicts.filter((verdict) => verdict?.startsWith('That code is incorrect')).length, 10);
      assert.equal(verdicts.at(-1), "You've made too many incorrect attempts. Please try again later.");
    });

    test('leads back to signing in', async () => {
      const { browser, page } = await begin(identity);
      const typed = await browser.press(page, 'forgot');
      assert.equal(headingOf(await browser.press(typed, 'sign-in')), 'Sign in');
    });
  });
}
