import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, anotherThan, begin, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { faultOf, headingOf, heldBy, type Shown, type TestBrowser } from '../testing/test-browser.ts';
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
const TAKEN = 'A user with the specified ID already exists. Please choose a different one.';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: signing up`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    async function toCode(email: string): Promise<{ browser: TestBrowser; page: Shown }> {
      const { browser, page } = await begin(identity);
      const typed = await browser.press(page, 'sign-up');
      return { browser, page: await browser.press(typed, 'continue', { email }) };
    }
    async function toDetails(email: string): Promise<{ browser: TestBrowser; page: Shown }> {
      const { browser, page } = await toCode(email);
      return { browser, page: await browser.press(page, 'continue', { code: await newestCode(identity) }) };
    }

    test('proves the address, makes the account and signs in', async () => {
      const { browser, page } = await toDetails('nia@demo.example');
      assert.match(page.html, /E-mail address verified/);
      const end = await browser.press(page, 'continue', DETAILS);
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      const { body } = await askToken(identity, codeForm(code));
      const claims = claimsOf(body.id_token);
      assert.deepEqual(
        [claims.emails, claims.name, claims.country, claims.newUser],
        [['nia@demo.example'], 'Nia Novak', 'Czechia', true],
      );
    });

    test('says that an address is taken only to whoever reads its mail', async () => {
      const person = await addPerson(identity, { email: 'taken@demo.example' });
      const { browser, page } = await toCode(person.email);
      const free = await toCode('free@demo.example');
      const words = ({ html }: Shown, email: string): string =>
        html
          .replaceAll('<wbr>', '')
          .replaceAll(email, '')
          .replaceAll(/name="csrf_token" value="[^"]*"/g, '');
      assert.equal(words(page, person.email), words(free.page, 'free@demo.example'));

      const [mail] = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      const code = /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? '';
      const told = await browser.press(page, 'continue', { code });
      assert.equal(faultOf(told, 'email'), TAKEN);
      assert.equal(headingOf(await browser.press(told, 'sign-in')), 'Sign in');
    });

    test('refuses a wrong code five times, then even the right one', async () => {
      const { browser, page } = await toCode('guess@demo.example');
      const code = await newestCode(identity);
      for (let tries = 1; tries <= 5; tries += 1) {
        const refused = await browser.press(page, 'continue', { code: anotherThan(code) });
        assert.equal(faultOf(refused, 'code'), 'That code is incorrect. Please try again.');
      }
      const refused = await browser.press(page, 'continue', { code });
      assert.equal(faultOf(refused, 'code'), "You've made too many incorrect attempts. Please try again later.");
    });

    test('refuses a code after ten minutes, one of another journey, and one that a newer code killed', async () => {
      const late = await toCode('late@demo.example');
      const lateCode = await newestCode(identity);
      later(identity, 10);
      const refused = await late.browser.press(late.page, 'continue', { code: lateCode });
      assert.equal(faultOf(refused, 'code'), 'That code is expired. Please request a new code.');

      const one = await toCode('twice@demo.example');
      const first = await newestCode(identity);
      const other = await toCode('twice@demo.example');
      const strange = await other.browser.press(other.page, 'continue', { code: first });
      assert.equal(faultOf(strange, 'code'), 'That code is incorrect. Please try again.');

      later(identity, 1);
      const again = await one.browser.press(one.page, 'resend');
      const second = await newestCode(identity);
      if (second !== first) {
        const dead = await one.browser.press(again, 'continue', { code: first });
        assert.equal(faultOf(dead, 'code'), 'That code is incorrect. Please try again.');
      }
      assert.equal(
        headingOf(await one.browser.press(again, 'continue', { code: ` ${second.slice(0, 3)} ${second.slice(3)} ` })),
        'Create your account',
      );
    });

    test('what is no code costs no try', async () => {
      const { browser, page } = await toCode('letters@demo.example');
      for (let tries = 1; tries <= 6; tries += 1) {
        const refused = await browser.press(page, 'continue', { code: 'abc' });
        assert.equal(faultOf(refused, 'code'), 'Enter the 6 digits of the code.');
      }
      assert.equal(
        headingOf(await browser.press(page, 'continue', { code: await newestCode(identity) })),
        'Create your account',
      );
    });

    test('sends ten codes to an address in ten minutes, over all journeys, and no more', async () => {
      const email = 'flood@demo.example';
      const { browser, page } = await toCode(email);
      for (let sent = 2; sent <= 9; sent += 1) await browser.press(page, 'resend');
      const tenth = await toCode(email);
      const refused = await tenth.browser.press(tenth.page, 'resend');
      assert.match(faultOf(refused, 'code') ?? '', /too many requests to verify this email address/);
      assert.equal((await identity.services.inbox.list()).filter(({ to }) => to === email).length, 10);
      later(identity, 10);
      assert.match((await tenth.browser.press(tenth.page, 'resend')).html, /has been sent to your inbox/);
    });

    test('lets a person change the address they typed', async () => {
      const { browser, page } = await toCode('tpyo@demo.example');
      const back = await browser.press(page, 'change');
      assert.equal(heldBy(back, 'email'), 'tpyo@demo.example');
    });

    test('says beside each field what is wrong, keeps what was typed and drops passwords', async () => {
      const { browser, page } = await toDetails('details@demo.example');
      const weak = await browser.press(page, 'continue', {
        ...DETAILS,
        password: 'alllowercase',
        confirmation: 'alllowercase',
        given_name: '',
        city: 'B'.repeat(129),
        country: 'Atlantis',
      });
      assert.match(faultOf(weak, 'password') ?? '', /at least 3 of the following/);
      assert.equal(faultOf(weak, 'given_name'), 'Enter your given name.');
      assert.equal(faultOf(weak, 'city'), 'City may have up to 128 characters.');
      assert.equal(faultOf(weak, 'country'), 'Choose a country or region from the list.');
      assert.equal(heldBy(weak, 'family_name'), 'Novak');
      assert.equal(heldBy(weak, 'password'), '');
      const mismatch = await browser.press(page, 'continue', { ...DETAILS, confirmation: 'Copper-Lantern-9' });
      assert.match(faultOf(mismatch, 'confirmation') ?? '', /^The password entry fields do not match/);
      const common = await browser.press(page, 'continue', { ...DETAILS, password: 'P@ssw0rd2026!' });
      assert.match(faultOf(common, 'password') ?? '', /first that others would guess/);
      const breached = { ...DETAILS, password: 'L58jkdjP!', confirmation: 'L58jkdjP!' };
      const known = await browser.press(page, 'continue', breached);
      assert.match(faultOf(known, 'password') ?? '', /first that others would guess/);
    });

    test('of two who make an account with one address at once, one is told it is taken', async () => {
      const email = 'race@demo.example';
      const one = await toDetails(email);
      const other = await toDetails(email);
      const ends = await Promise.all([one, other].map(({ browser, page }) => browser.press(page, 'continue', DETAILS)));
      assert.equal(ends.filter(({ url }) => /[?&]code=/.test(url)).length, 1);
      assert.equal(ends.filter((end) => faultOf(end, 'email') === TAKEN).length, 1);
    });

    test('a form sent twice makes one account and one answer', async () => {
      const { browser, page } = await toDetails('double@demo.example');
      const ends = await Promise.all([1, 2].map(() => browser.press(page, 'continue', DETAILS)));
      assert.equal(ends.filter(({ url }) => /[?&]code=/.test(url)).length, 1);
      assert.ok(ends.every(({ status }) => status < 500));
    });
  });
}

test('a user flow has a password rule of its own, which its page tells; who has a password keeps it', async () => {
  const rule = { shortest: 4, longest: 6, characters: 'digits', classesNeeded: 0 } as const;
  const identity = await aHouse({ flow: { password: rule } });
  try {
    const person = await addPerson(identity);
    const { browser, page } = await begin(identity);
    const asked = await browser.press(await browser.press(page, 'sign-up'), 'continue', { email: 'pin@demo.example' });
    const details = await browser.press(asked, 'continue', { code: await newestCode(identity) });
    assert.match(details.html, /4 to 6 digits\./);
    const strong = await browser.press(details, 'continue', DETAILS);
    assert.match(faultOf(strong, 'password') ?? '', /between 4 and 6/);
    const common = await browser.press(details, 'continue', { ...DETAILS, password: '1234', confirmation: '1234' });
    assert.match(faultOf(common, 'password') ?? '', /first that others would guess/);
    const end = await browser.press(details, 'continue', { ...DETAILS, password: '804417', confirmation: '804417' });
    assert.match(end.url, /[?&]code=/);
    const other = await begin(identity);
    const known = await other.browser.press(other.page, 'continue', { email: person.email, password: PASSWORD });
    assert.match(known.url, /[?&]code=/);
  } finally {
    await identity.close();
  }
});
