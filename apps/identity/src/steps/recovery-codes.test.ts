import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aHouse, later } from '../testing/a-person.ts';
import {
  appCode,
  atEnrolment,
  IS_OVER,
  personWithApp,
  recoveryCodesOn,
  secretOn,
  signInAs,
} from '../testing/factors.ts';
import { faultOf, headingOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: recovery codes`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());
    const useCode = async (person: Parameters<typeof signInAs>[1], code: string) => {
      const { browser, page } = await signInAs(identity, person);
      const asked = await browser.press(page, 'use-recovery-code');
      return { browser, shown: await browser.press(asked, 'continue', { code }) };
    };

    test('are shown once, when a factor is set up, and stored as hashes', async () => {
      const { browser, page } = await atEnrolment(identity, 'one@demo.example', 'app');
      const shown = await browser.press(page, 'continue', { code: appCode(identity, secretOn(page)) });
      const codes = recoveryCodesOn(shown);
      assert.equal(new Set(codes).size, 10);
      await browser.press(shown, 'continue');
      assert.deepEqual(recoveryCodesOn(await browser.open(shown.url)), []);
      const rows = JSON.stringify(
        await identity.services.db.selectFrom('identity_recovery_code').selectAll().execute(),
      );
      assert.ok(codes.every((code) => !rows.includes(code) && !rows.includes(code.replace('-', ''))));
    });

    test('stand in for the factor, each once, however they are typed, and their person hears of it', async () => {
      const { person, codes } = await personWithApp(identity, 'two@demo.example');
      const [code = ''] = codes;
      const first = await useCode(person, ` ${code.toUpperCase().replace('-', ' ')} `);
      assert.match(first.shown.url, IS_OVER);
      const second = await useCode(person, code);
      assert.equal(faultOf(second.shown, 'code'), 'That code is incorrect. Please try again.');
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.ok(mails.some(({ subject }) => subject === 'A recovery code of your account was used'));
      assert.ok(mails.every(({ text }) => !text.includes(code)));
    });

    test('that could not be kept with what it opened is not spent', async () => {
      const { person, codes } = await personWithApp(identity, 'unlucky@demo.example');
      const [code = ''] = codes;
      const { browser, page } = await signInAs(identity, person);
      const asked = await browser.press(page, 'use-recovery-code');
      const { journeys } = identity.services;
      const { saveProgress } = journeys;
      journeys.saveProgress = () => Promise.reject(new Error('the database is away'));
      try {
        assert.equal((await browser.press(asked, 'continue', { code })).status, 500);
      } finally {
        journeys.saveProgress = saveProgress;
      }
      assert.match((await browser.press(asked, 'continue', { code })).url, IS_OVER);
    });

    test('of two who use one at once, one is let in', async () => {
      const { person, codes } = await personWithApp(identity, 'three@demo.example');
      const ends = await Promise.all([useCode(person, codes[0] ?? ''), useCode(person, codes[0] ?? '')]);
      assert.equal(ends.filter(({ shown }) => IS_OVER.test(shown.url)).length, 1);
      const other = ends.find(({ shown }) => !IS_OVER.test(shown.url));
      assert.equal(other && faultOf(other.shown, 'code'), 'That code is incorrect. Please try again.');
    });

    test('that run low are said to, and new ones replace them', async () => {
      const { person, codes } = await personWithApp(identity, 'four@demo.example');
      for (const code of codes.slice(0, 6)) assert.match((await useCode(person, code)).shown.url, IS_OVER);
      const { browser, shown } = await useCode(person, codes[6] ?? '');
      assert.equal(headingOf(shown), '3 recovery codes are left');
      const fresh = await browser.press(shown, 'make');
      assert.equal(recoveryCodesOn(fresh).length, 10);
      assert.match((await browser.press(fresh, 'continue')).url, IS_OVER);
      assert.equal(
        faultOf((await useCode(person, codes[8] ?? '')).shown, 'code'),
        'That code is incorrect. Please try again.',
      );
    });

    test('are guessed ten times at most', async () => {
      const { person, codes } = await personWithApp(identity, 'five@demo.example');
      for (let tries = 1; tries <= 10; tries += 1) await useCode(person, `00000-0000${tries % 10}`);
      const { shown } = await useCode(person, codes[0] ?? '');
      assert.equal(faultOf(shown, 'code'), "You've made too many incorrect attempts. Please try again later.");
      later(identity, 2);
      assert.match((await useCode(person, codes[0] ?? '')).shown.url, IS_OVER);
    });

    test('are no way in for somebody who has none, or where the user flow has none', async () => {
      const { browser, page } = await atEnrolment(identity, 'six@demo.example', 'app');
      assert.match((await browser.press(page, 'use-recovery-code')).url, /enrol-app$/);
    });
  });
}
