import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { LOCKOUT } from '../accounts/lockout.ts';
import { findCode } from '../inbox/find-code.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { addPerson, begin, later, newestCode, PASSWORD, PROFILE_FLOW } from '../testing/a-person.ts';
import { ACCOUNT, aTenant, READ, ROPC, SIGN_IN } from '../testing/a-tenant.ts';
import { IS_OVER } from '../testing/factors.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { faultOf, headingOf, heldBy, type Shown, type TestBrowser } from '../testing/test-browser.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const NAMED = 'B2C_1_user_name';
const EITHER = 'B2C_1_either';
const NEW = { password: 'Velvet-Anchor-31', confirmation: 'Velvet-Anchor-31' };
const PROFILE = { given_name: 'Ada', family_name: 'Demo' };

function aTenantWithNames() {
  const tenant = aTenant();
  const [main] = tenant.userFlows;
  if (!main) throw new Error('the tenant has a user flow');
  const claims: UserFlow['claims'] = [...main.claims, 'signInNames.userName'];
  const named: Pick<UserFlow, 'identifiers' | 'claims'> = { identifiers: ['username'], claims };
  const withNames = (name: string): boolean => [ROPC, PROFILE_FLOW, ACCOUNT].includes(name);
  return {
    ...tenant,
    userFlows: [
      ...tenant.userFlows.map((flow) =>
        withNames(flow.name) ? { ...flow, identifiers: ['email', 'username'] as const } : flow,
      ),
      { ...main, ...named, name: NAMED },
      { ...main, ...named, name: 'B2C_1_separate', passwordReset: 'separate' as const },
      { ...main, ...named, name: EITHER, identifiers: ['username', 'email'] as const },
    ],
  };
}

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a user name`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address, tenant: aTenantWithNames(), hasInbox: true });
    });
    after(() => identity.close());

    async function press(userFlow: string, typed: Record<string, string>) {
      const { browser, page } = await begin(identity, userFlow);
      return { browser, page: await browser.press(page, 'continue', typed) };
    }
    /** At the page for password and profile, with a proven address. */
    async function toDetails(email: string, userFlow = NAMED): Promise<{ browser: TestBrowser; page: Shown }> {
      const { browser, page } = await begin(identity, userFlow);
      const typed = await browser.press(await browser.press(page, 'sign-up'), 'continue', { email });
      return { browser, page: await browser.press(typed, 'continue', { code: await newestCode(identity) }) };
    }
    const claims = async (end: Shown, userFlow = NAMED) => {
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      return claimsOf((await askToken(identity, codeForm(code), { userFlow })).body.id_token);
    };
    /** The newest of so many codes to this address; a hidden one is sent beside the answer. */
    async function codeTo(email: string, count = 1): Promise<string> {
      for (let looks = 0; looks < 100; looks += 1) {
        const mails = (await identity.services.inbox.list()).filter(({ to }) => to === email);
        const code = mails[0] && findCode(mails[0]);
        if (mails.length >= count && code !== undefined) return code;
        await setTimeout(20);
      }
      throw new Error(`no code was mailed to ${email}`);
    }

    test('is chosen at the sign-up beside a proven address, signs in, and stands in the token', async () => {
      const { browser, page } = await toDetails('ada@demo.example');
      const end = await browser.press(page, 'continue', { ...PROFILE, ...NEW, username: ' Ada.Demo ' });
      assert.match(end.url, IS_OVER);
      const made = await claims(end);
      assert.deepEqual([made['signInNames.userName'], made.emails], ['ada.demo', ['ada@demo.example']]);
      const again = await press(NAMED, { username: 'ADA.demo', password: NEW.password });
      assert.equal((await claims(again.page)).sub, made.sub);
    });

    test('is wanted where nothing else signs in, and may be left out where the address does as well', async () => {
      const must = await toDetails('must@demo.example');
      const refused = await must.browser.press(must.page, 'continue', { ...PROFILE, ...NEW, username: '' });
      assert.equal(faultOf(refused, 'username'), 'Please enter a user name.');
      assert.equal(heldBy(refused, 'given_name'), 'Ada', 'nothing that was typed is lost');
      const may = await toDetails('may@demo.example', EITHER);
      const end = await may.browser.press(may.page, 'continue', { ...PROFILE, ...NEW, username: '' });
      assert.equal((await claims(end, EITHER))['signInNames.userName'], undefined);
    });

    test('that somebody has is told after the address was proven, in any letter case', async () => {
      await addPerson(identity, { email: 'first@demo.example', userName: 'first' });
      const { browser, page } = await toDetails('second@demo.example');
      const taken = await browser.press(page, 'continue', { ...PROFILE, ...NEW, username: 'FIRST' });
      assert.match(faultOf(taken, 'username') ?? '', /already exists. Please choose a different one/);
      const reserved = await browser.press(taken, 'continue', { ...PROFILE, ...NEW, username: 'adm1n' });
      assert.match(faultOf(reserved, 'username') ?? '', /cannot be chosen/);
      assert.match(
        (await browser.press(reserved, 'continue', { ...PROFILE, ...NEW, username: 'second' })).url,
        IS_OVER,
      );
    });

    test('that two choose at once is one person’s; the other is asked again', async () => {
      const [one, other] = [await toDetails('one@demo.example'), await toDetails('other@demo.example')];
      const form = { ...PROFILE, ...NEW, username: 'wanted' };
      const ends = await Promise.all([one, other].map(({ browser, page }) => browser.press(page, 'continue', form)));
      assert.equal(ends.filter(({ url }) => IS_OVER.test(url)).length, 1);
      const loser = ends.find(({ url }) => !IS_OVER.test(url));
      assert.match((loser && faultOf(loser, 'username')) ?? '', /already exists/);
    });

    test('signs in where the user flow takes it, and the address where it takes that', async () => {
      const { email } = await addPerson(identity, { email: 'both@demo.example', userName: 'both' });
      for (const username of ['both', email])
        assert.match((await press(EITHER, { username, password: PASSWORD })).page.url, IS_OVER);
      assert.match((await press(SIGN_IN, { email, password: PASSWORD })).page.url, IS_OVER);
      const name = await press(SIGN_IN, { email: 'both', password: PASSWORD });
      assert.equal(faultOf(name.page, 'email'), 'Please enter a valid email address.');
      const wrong = await press(NAMED, { username: email, password: PASSWORD });
      assert.equal(faultOf(wrong.page, 'username'), 'Please enter your user name, not an e-mail address.');
    });

    test('that nobody has is told as a wrong password, and costs the same work', async () => {
      await addPerson(identity, { email: 'work@demo.example', userName: 'work' });
      const { passwords } = identity.services;
      const { isRight } = passwords;
      let compared = 0;
      passwords.isRight = (hash, password) => {
        compared += 1;
        return isRight(hash, password);
      };
      try {
        for (const username of ['work', 'nobody-has-it']) {
          compared = 0;
          const { page } = await press(NAMED, { username, password: 'wrong' });
          assert.deepEqual([faultOf(page, 'password'), compared], ['Invalid username or password.', 1]);
          assert.equal(heldBy(page, 'username'), username);
        }
      } finally {
        passwords.isRight = isRight;
      }
    });

    test('and the address of one account are locked together; one that nobody has locks as well', async () => {
      const { email } = await addPerson(identity, { email: 'locked@demo.example', userName: 'locked' });
      for (let nth = 0; nth < LOCKOUT.wrongTries; nth += 1)
        await press(EITHER, { username: nth % 2 ? email : 'Locked', password: `wrong ${nth}` });
      for (const username of [email, 'locked']) {
        const { page } = await press(EITHER, { username, password: PASSWORD });
        assert.match(faultOf(page, 'password') ?? '', /temporarily locked/);
      }
      for (let nth = 0; nth < LOCKOUT.wrongTries; nth += 1)
        await press(EITHER, { username: 'no-such', password: `wrong ${nth}` });
      const { page } = await press(EITHER, { username: 'no-such', password: PASSWORD });
      assert.match(faultOf(page, 'password') ?? '', /temporarily locked/);
      later(identity, 2);
    });

    test('resets a password by a code to the address of its account, which is not shown', async () => {
      const person = await addPerson(identity, { email: 'hidden@demo.example', userName: 'forgetful' });
      const { browser, page } = await begin(identity, NAMED, { login_hint: 'Forgetful' });
      assert.equal(heldBy(page, 'username'), 'forgetful');
      const typed = await browser.press(page, 'forgot');
      const sent = await browser.press(typed, 'continue');
      assert.equal(headingOf(sent), 'Check your e-mail');
      const changing = await browser.press(sent, 'change');
      for (const shown of [sent, changing]) assert.ok(!shown.html.includes(person.email), 'the address is not told');
      later(identity, 1);
      const again = await browser.press(changing, 'continue');
      const proven = await browser.press(again, 'continue', { code: await codeTo(person.email, 2) });
      assert.equal(heldBy(proven, 'username'), 'forgetful');
      assert.match((await browser.press(proven, 'continue', NEW)).url, IS_OVER);
      assert.match((await press(NAMED, { username: 'forgetful', password: NEW.password })).page.url, IS_OVER);
    });

    test('that nobody has leads to the same pages, and sends nothing', async () => {
      await addPerson(identity, { email: 'somebody@demo.example', userName: 'somebody' });
      const mails = async () => (await identity.services.inbox.list()).length;
      const toCode = async (username: string) => {
        const { browser, page } = await begin(identity, NAMED);
        const sent = await browser.press(await browser.press(page, 'forgot', { username }), 'continue');
        return { browser, sent };
      };
      const known = await toCode('somebody');
      await codeTo('somebody@demo.example');
      const before = await mails();
      const unknown = await toCode('somebodx');
      const words = ({ html }: Shown): string =>
        html.replaceAll('somebodx', 'somebody').replaceAll(/name="csrf_token" value="[^"]*"/g, '');
      assert.equal(words(unknown.sent), words(known.sent));
      const wrong = await Promise.all(
        [known, unknown].map(({ browser, sent }) => browser.press(sent, 'continue', { code: '000000' })),
      );
      assert.deepEqual(
        wrong.map((page) => faultOf(page, 'code')),
        Array(2).fill('That code is incorrect. Please try again.'),
      );
      assert.equal(await mails(), before);
    });

    test('that was forgotten is told to whoever proves the address', async () => {
      const person = await addPerson(identity, { email: 'named@demo.example', userName: 'long-forgotten' });
      const { browser, page } = await begin(identity, NAMED);
      const reset = await browser.press(page, 'forgot');
      const sent = await browser.press(reset, 'continue', { username: person.email });
      const proven = await browser.press(sent, 'continue', { code: await newestCode(identity) });
      assert.equal(heldBy(proven, 'username'), 'long-forgotten');
    });

    test('goes along with AADB2C90118 where the reset is a flow of its own', async () => {
      const { browser, page } = await begin(identity, 'B2C_1_separate');
      const { url } = await browser.press(page, 'forgot', { username: 'Ada.Demo' });
      assert.match(answerOf({ headers: { location: url } }).get('error_description') ?? '', /login_hint: ada\.demo/);
    });

    test('is shown in the profile and on the page of the account, and cannot be changed there', async () => {
      await addPerson(identity, { email: 'shown@demo.example', userName: 'shown' });
      const { page } = await press(PROFILE_FLOW, { username: 'shown', password: PASSWORD });
      assert.deepEqual([headingOf(page), heldBy(page, 'username')], ['Edit your profile', 'shown']);
      assert.match(/<input[^>]*name="username"[^>]*>/.exec(page.html)?.[0] ?? '', / readonly/);
      const { browser, page: factor } = await press(ACCOUNT, { username: 'shown', password: PASSWORD });
      const mail = await browser.press(factor, 'email');
      const account = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      assert.match(account.html, /with the user name <strong class="address">shown<\/strong>/);
    });

    test('gets tokens for its password at the token endpoint', async () => {
      const person = await addPerson(identity, { email: 'ropc@demo.example', userName: 'ropc.person' });
      const form = { grant_type: 'password', username: 'Ropc.Person', password: PASSWORD, scope: `openid ${READ}` };
      const { body } = await askToken(identity, form, { userFlow: ROPC });
      assert.equal(claimsOf(body.id_token).sub, person.id);
      const wrong = await askToken(identity, { ...form, username: 'ropc.nobody' }, { userFlow: ROPC });
      assert.match(String(wrong.body.error_description), /^AADB2C90225/);
    });
  });
}
