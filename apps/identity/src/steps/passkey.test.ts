import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, begin, newestCode } from '../testing/a-person.ts';
import { ALL_FACTORS, STEP_UP } from '../testing/a-tenant.ts';
import { atEnrolment, IS_OVER, personWithPasskey, signInAs } from '../testing/factors.ts';
import { createSoftPasskey, passkeyOptionsOn, type SoftPasskey } from '../testing/soft-passkey.ts';
import { createTestBrowser, faultOf, headingOf, type Shown } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a passkey`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    type Answer = (device: SoftPasskey, page: Shown) => string;
    const EVIL = 'https://evil.example';
    const wrongAnswers: [string, Answer][] = [
      ['for another challenge', (device, page) => device.get(page, { challenge: 'bm90IHRoaXMgb25l' })],
      ['for another origin', (device, page) => device.get(page, { origin: EVIL })],
      ['whose counter went back', (device, page) => device.get(page, { counter: 1 })],
      ['of a passkey that nobody has', (_device, page) => createSoftPasskey().get(page)],
      ['that is none', () => '{"id":42}'],
      ['that is not even JSON', () => 'passkey'],
      ['that is empty', () => ''],
    ];

    test('is a second factor from the time it is set up', async () => {
      const { person, device } = await personWithPasskey(identity, 'one@demo.example');
      const { browser, page } = await signInAs(identity, person);
      assert.match(page.html, /Use your passkey/);
      assert.match(String(page.headers['content-security-policy']), /script-src 'self';/);
      const end = await browser.press(page, 'continue', { passkey: device.get(page, { isPersonVerified: false }) });
      assert.match(end.url, IS_OVER);
    });

    for (const [which, answer] of wrongAnswers) {
      test(`refuses an answer ${which}`, async () => {
        const { person, device } = await personWithPasskey(
          identity,
          `${which.replaceAll(' ', '-').toLowerCase()}@demo.example`,
        );
        const first = await signInAs(identity, person);
        await first.browser.press(first.page, 'continue', { passkey: device.get(first.page) });
        const { browser, page } = await signInAs(identity, person);
        const refused = await browser.press(page, 'continue', { passkey: answer(device, page) });
        assert.equal(refused.status, 422);
        assert.match(refused.html, /did not confirm that it is you/);
      });
    }

    test('refuses an answer that came before, in this journey and in another', async () => {
      const { person, device } = await personWithPasskey(identity, 'replay@demo.example');
      const { browser, page } = await signInAs(identity, person);
      const passkey = device.get(page);
      assert.match((await browser.press(page, 'continue', { passkey })).url, IS_OVER);
      assert.doesNotMatch((await browser.press(page, 'continue', { passkey })).url, IS_OVER);
      const next = await signInAs(identity, person);
      assert.equal((await next.browser.press(next.page, 'continue', { passkey })).status, 422);
    });

    test('of somebody else is no proof', async () => {
      const mine = await personWithPasskey(identity, 'mine@demo.example');
      const theirs = await personWithPasskey(identity, 'theirs@demo.example');
      const { browser, page } = await signInAs(identity, mine.person);
      assert.equal((await browser.press(page, 'continue', { passkey: theirs.device.get(page) })).status, 422);
    });

    test('is set up only after a factor was proven, with a name, for this challenge and origin', async () => {
      const person = await addPerson(identity, { email: 'early@demo.example' });
      const early = await signInAs(identity, person);
      const base = early.page.url.slice(0, early.page.url.lastIndexOf('/'));
      assert.doesNotMatch((await early.browser.open(`${base}/enrol-passkey`)).url, /enrol-passkey/);
      const { browser, page } = await atEnrolment(identity, 'careful@demo.example', 'passkey');
      const device = createSoftPasskey();
      assert.ok(faultOf(await browser.press(page, 'continue', { name: ' ', passkey: device.create(page) }), 'name'));
      for (const manner of [{ origin: EVIL }, { challenge: 'bm90IHRoaXMgb25l' }]) {
        const refused = await browser.press(page, 'continue', { name: 'It', passkey: device.create(page, manner) });
        assert.match(refused.html, /could not be set up/);
      }
    });

    test('signs in by itself where the user flow allows it, as both factors', async () => {
      const { person, device } = await personWithPasskey(identity, 'alone@demo.example');
      const browser = createTestBrowser(identity.app);
      const { page } = await begin(identity, ALL_FACTORS, {}, browser);
      const asked = await browser.press(page, 'passkey');
      assert.equal(headingOf(asked), 'Sign in with a passkey');
      assert.deepEqual(passkeyOptionsOn(asked).userVerification, 'required');
      const unverified = device.get(asked, { isPersonVerified: false });
      assert.equal((await browser.press(asked, 'continue', { passkey: unverified })).status, 422);
      assert.match((await browser.press(asked, 'continue', { passkey: device.get(asked) })).url, IS_OVER);
      const { methods } = await identity.services.db
        .selectFrom('identity_sso_session')
        .select('methods')
        .where('account_id', '=', person.id)
        .orderBy('authenticated_at', 'desc')
        .executeTakeFirstOrThrow();
      assert.equal(methods, '["hwk","user"]');
    });

    test('does not sign in where the user flow does not allow it, nor a disabled account', async () => {
      const browser = createTestBrowser(identity.app);
      const { page } = await begin(identity, STEP_UP, {}, browser);
      assert.doesNotMatch(page.html, /Sign in with a passkey/);
      assert.match((await browser.press(page, 'passkey')).url, /sign-in$/);
      const { person, device } = await personWithPasskey(identity, 'shut@demo.example');
      await identity.change(person, { is_disabled: 1 });
      const begun = await begin(identity, ALL_FACTORS, {}, createTestBrowser(identity.app));
      const asked = await begun.browser.press(begun.page, 'passkey');
      const refused = await begun.browser.press(asked, 'continue', { passkey: device.get(asked) });
      assert.match(refused.html, /not known here/);
    });

    test('waiting to be set up with the mailbox alone does not get past one that was set up meanwhile', async () => {
      const { person, browser, page } = await atEnrolment(identity, 'race@demo.example', 'passkey');
      const other = await signInAs(identity, person);
      const mail = await other.browser.press(other.page, 'passkey');
      const setup = await other.browser.press(mail, 'continue', { code: await newestCode(identity) });
      const theirs = createSoftPasskey();
      await other.browser.press(setup, 'continue', { name: 'Mine', passkey: theirs.create(setup) });
      for (const [action, typed] of [
        ['continue', { name: 'Evil', passkey: createSoftPasskey().create(page) }],
        ['later', {}],
      ] as [string, Record<string, string>][])
        assert.match((await browser.press(page, action, typed)).url, /second-factor-passkey$/);
      assert.equal((await identity.services.passkeys.list(person.id)).length, 1);
    });
  });
}
