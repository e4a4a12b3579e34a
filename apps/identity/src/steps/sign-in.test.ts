import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Account } from '../accounts/account.ts';
import { addPerson, aHouse, begin, later, PASSWORD } from '../testing/a-person.ts';
import { SIGN_IN } from '../testing/a-tenant.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { faultOf, headingOf, heldBy } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const WRONG = 'Invalid username or password.';
const LOCKED = 'Your account is temporarily locked to prevent unauthorized use. Try again later.';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: signing in`, () => {
    let identity: TestIdentity;
    let person: Account;
    before(async () => {
      identity = await aHouse({ address });
      person = await addPerson(identity);
    });
    after(() => identity.close());

    test('with address and password gives the application a code for that person', async () => {
      const { browser, page } = await begin(identity);
      const end = await browser.press(page, 'continue', { email: ' Grace@DEMO.example ', password: PASSWORD });
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      const { body } = await askToken(identity, codeForm(code));
      assert.equal(claimsOf(body.id_token).sub, person.id);
    });

    test('names the application, and may be cancelled', async () => {
      const { browser, page } = await begin(identity);
      assert.match(page.html, /<strong>Surety<\/strong>/);
      const end = await browser.press(page, 'cancel');
      const answer = answerOf({ headers: { location: end.url } });
      assert.equal(answer.get('error'), 'access_denied');
      assert.match(answer.get('error_description') ?? '', /^AADB2C90091/);
    });

    test('says the same of a wrong password and of an unknown address, and keeps the address', async () => {
      const { browser, page } = await begin(identity);
      const wrong = await browser.press(page, 'continue', { email: person.email, password: 'not it' });
      const unknown = await browser.press(page, 'continue', { email: 'nobody@demo.example', password: 'not it' });
      assert.deepEqual([wrong.status, faultOf(wrong, 'password'), heldBy(wrong, 'email')], [422, WRONG, person.email]);
      assert.equal(
        unknown.html.replaceAll('nobody@demo.example', ''),
        wrong.html.replaceAll(person.email, ''),
        'the two pages differ in the address alone',
      );
      assert.equal(heldBy(wrong, 'password'), '');
    });

    test('without an address or password says so beside each', async () => {
      const { browser, page } = await begin(identity);
      const refused = await browser.press(page, 'continue', { email: 'no address' });
      assert.equal(faultOf(refused, 'email'), 'Please enter a valid email address.');
      assert.equal(faultOf(refused, 'password'), 'Please enter your password.');
      assert.equal(heldBy(refused, 'email'), 'no address');
    });

    test('takes the login hint for the address', async () => {
      const { page } = await begin(identity, SIGN_IN, { login_hint: 'hint@demo.example' });
      assert.equal(heldBy(page, 'email'), 'hint@demo.example');
    });

    test('is refused to a disabled account, after its password alone', async () => {
      const disabled = await addPerson(identity, { email: 'gone@demo.example', isDisabled: true });
      const { browser, page } = await begin(identity);
      const wrong = await browser.press(page, 'continue', { email: disabled.email, password: 'not it' });
      assert.equal(faultOf(wrong, 'password'), WRONG);
      const right = await browser.press(page, 'continue', { email: disabled.email, password: PASSWORD });
      assert.match(faultOf(right, 'email') ?? '', /has been locked/);
    });

    test('locks after ten different wrong passwords, for known and unknown addresses alike', async () => {
      const locked = await addPerson(identity, { email: 'locked@demo.example' });
      for (const email of [locked.email, 'unknown@demo.example']) {
        const { browser, page } = await begin(identity);
        for (let tries = 1; tries <= 10; tries += 1) {
          const refused = await browser.press(page, 'continue', { email, password: `wrong ${tries}` });
          assert.equal(faultOf(refused, 'password'), WRONG, `try ${tries}`);
        }
        const refused = await browser.press(page, 'continue', { email, password: PASSWORD });
        assert.equal(faultOf(refused, 'password'), LOCKED);
      }
      later(identity, 1);
      const { browser, page } = await begin(identity);
      const end = await browser.press(page, 'continue', { email: locked.email, password: PASSWORD });
      assert.match(end.url, /[?&]code=/);
    });

    test('tries sent at once cannot outrun the lock', async () => {
      const hurried = await addPerson(identity, { email: 'hurried@demo.example' });
      const { browser, page } = await begin(identity);
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          browser.press(page, 'continue', { email: hurried.email, password: `guess ${index}` }),
        ),
      );
      assert.equal(answers.filter((answer) => faultOf(answer, 'password') === WRONG).length, 10);
      assert.equal(answers.filter((answer) => faultOf(answer, 'password') === LOCKED).length, 20);
    });

    test('the same wrong password again counts once', async () => {
      const forgetful = await addPerson(identity, { email: 'forgetful@demo.example' });
      const { browser, page } = await begin(identity);
      for (let tries = 1; tries <= 15; tries += 1)
        await browser.press(page, 'continue', { email: forgetful.email, password: 'my old one' });
      const end = await browser.press(page, 'continue', { email: forgetful.email, password: PASSWORD });
      assert.match(end.url, /[?&]code=/);
    });

    test('keeps passwords and addresses out of the log', async () => {
      const log = identity.log.join('');
      assert.match(log, /sign-in-refused/);
      assert.doesNotMatch(log, /Quiet-Harbour|wrong 1|demo\.example/);
    });

    test('answers AADB2C90118 with the typed address where the reset is a flow of its own', async () => {
      const legacy = await aHouse({ address, flow: { passwordReset: 'separate' } });
      const { browser, page } = await begin(legacy);
      const end = await browser.press(page, 'forgot', { email: 'Someone@demo.example' });
      const description = answerOf({ headers: { location: end.url } }).get('error_description') ?? '';
      assert.match(description, /^AADB2C90118/);
      assert.match(description, /login_hint: someone@demo\.example\r\n$/);
      await legacy.close();
    });

    test('offers no sign-up in a flow that only signs in', async () => {
      const strict = await aHouse({ address, flow: { kind: 'sign-in' } });
      const { browser, page } = await begin(strict);
      assert.doesNotMatch(page.html, /Sign up now/);
      assert.equal(headingOf(await browser.press(page, 'sign-up')), 'Sign in');
      await strict.close();
    });
  });
}

test('a known and an unknown address cost the same work: one password is judged', async () => {
  const identity = await aHouse();
  try {
    const person = await addPerson(identity);
    const { passwords } = identity.services;
    const { isRight } = passwords;
    let judged = 0;
    passwords.isRight = (...given) => {
      judged += 1;
      return isRight(...given);
    };
    const { browser, page } = await begin(identity);
    for (const email of [person.email, 'nobody@demo.example']) {
      judged = 0;
      assert.equal(faultOf(await browser.press(page, 'continue', { email, password: 'not it' }), 'password'), WRONG);
      assert.equal(judged, 1, email);
    }
  } finally {
    await identity.close();
  }
});

test('a user flow that reveals accounts says in the words of B2C what was wrong, and locks all the same', async () => {
  const identity = await aHouse({ flow: { revealsAccounts: true } });
  try {
    const person = await addPerson(identity);
    const { browser, page } = await begin(identity);
    const wrong = await browser.press(page, 'continue', { email: person.email, password: 'not it' });
    assert.equal(faultOf(wrong, 'password'), 'Your password is incorrect.');
    const unknown = (tries: number) =>
      browser.press(page, 'continue', { email: 'nobody@demo.example', password: `not it ${tries}` });
    assert.equal(faultOf(await unknown(0), 'email'), "We can't seem to find your account.");
    for (let tries = 1; tries <= 9; tries += 1) await unknown(tries);
    assert.equal(faultOf(await unknown(10), 'password'), LOCKED);
  } finally {
    await identity.close();
  }
});
