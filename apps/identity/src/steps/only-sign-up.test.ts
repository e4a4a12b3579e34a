import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, begin, newestCode, PASSWORD } from '../testing/a-person.ts';
import { SIGN_IN } from '../testing/a-tenant.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { createTestBrowser } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const DETAILS = {
  password: 'Copper-Lantern-8',
  confirmation: 'Copper-Lantern-8',
  given_name: 'Nia',
  family_name: 'Novak',
  name: '',
  city: 'Brno',
  country: 'Czechia',
};

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a user flow that only signs up`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address, flow: { kind: 'sign-up' } });
    });
    after(() => identity.close());

    const codeOf = (url: string) => answerOf({ headers: { location: url } }).get('code') ?? '';
    const signUp = async (email: string, browser = createTestBrowser(identity.app)) => {
      const { page } = await begin(identity, SIGN_IN, {}, browser);
      const sent = await browser.press(page, 'continue', { email });
      return browser.press(sent, 'continue', { code: await newestCode(identity) });
    };

    test('begins with the address, signs the new person in, and says that they are new', async () => {
      const { browser, page } = await begin(identity);
      assert.doesNotMatch(page.html, /type="password"|value="sign-in"/);
      const details = await signUp('nia@demo.example', browser);
      const end = await browser.press(details, 'continue', DETAILS);
      const { body } = await askToken(identity, codeForm(codeOf(end.url)));
      const claims = claimsOf(body.id_token);
      assert.deepEqual([claims.emails, claims.newUser, claims.tfp], [['nia@demo.example'], true, SIGN_IN]);
    });

    test('makes an account whoever is signed in at this browser, and answers prompt=none with AADB2C90077', async () => {
      const browser = createTestBrowser(identity.app);
      await browser.press(await signUp('first@demo.example', browser), 'continue', DETAILS);
      assert.ok(browser.cookies.has('identity-sso'));
      const end = await browser.press(await signUp('second@demo.example', browser), 'continue', DETAILS);
      const { body } = await askToken(identity, codeForm(codeOf(end.url)));
      assert.deepEqual(claimsOf(body.id_token).emails, ['second@demo.example']);
      const silent = await begin(identity, SIGN_IN, { prompt: 'none' }, browser);
      assert.match(answerOf({ headers: { location: silent.page.url } }).get('error_description') ?? '', /^AADB2C90077/);
    });

    test('is no way in for who has an account, and may be cancelled', async () => {
      const { email } = await addPerson(identity, { email: 'taken@demo.example' });
      const browser = createTestBrowser(identity.app);
      const page = await signUp(email, browser);
      const tried = await browser.press(page, 'continue', { ...DETAILS, email, password: PASSWORD });
      assert.doesNotMatch(tried.url, /[?&]code=/);
      const { page: first } = await begin(identity, SIGN_IN, {}, browser);
      const cancelled = await browser.press(first, 'cancel');
      assert.match(answerOf({ headers: { location: cancelled.url } }).get('error_description') ?? '', /^AADB2C90091/);
    });
  });
}
