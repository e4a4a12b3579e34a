import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, begin, later, PASSWORD, PROFILE_FLOW } from '../testing/a-person.ts';
import { SIGN_IN, STEP_UP } from '../testing/a-tenant.ts';
import { answerOf, askToken, claimsOf, codeForm } from '../testing/sign-in.ts';
import { createTestBrowser, faultOf, headingOf, heldBy } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { STEPS } from './step-table.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a journey`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
      await addPerson(identity);
    });
    after(() => identity.close());
    const typed = { email: 'grace@demo.example', password: PASSWORD };

    test('stays on its page whatever page the address names', async () => {
      const { browser, page } = await begin(identity, STEP_UP);
      const base = page.url.slice(0, page.url.lastIndexOf('/'));
      for (const step of [...Object.keys(STEPS), 'done', 'nonsense', '%00', 'constructor']) {
        assert.match((await browser.open(`${base}/${step}`)).url, /\/sign-in$/, step);
        const posted = await browser.press({ ...page, url: `${base}/${step}` }, 'continue', { code: '123456' });
        assert.match(posted.url, /\/sign-in$/, step);
      }
    });

    test('is worth nothing in another browser', async () => {
      const { page } = await begin(identity);
      const stranger = await createTestBrowser(identity.app).open(page.url);
      assert.equal(stranger.status, 400);
      assert.match(stranger.html, /AADB2C90046/);
      const other = await begin(identity);
      const forced = await other.browser.press({ ...page }, 'continue', typed);
      assert.match(forced.html, /AADB2C90046/);
    });

    test('takes no form without its token, with another journey’s, or from another site', async () => {
      const { browser, page } = await begin(identity);
      const second = await begin(identity, SIGN_IN, {}, browser);
      const token = heldBy(page, 'csrf_token') ?? '';
      for (const fields of [
        typed,
        { ...typed, csrf_token: '' },
        { ...typed, csrf_token: heldBy(second.page, 'csrf_token') ?? '' },
      ])
        assert.equal((await browser.post(page.url, fields)).status, 403);
      for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as const)
        assert.equal((await browser.post(page.url, { ...typed, csrf_token: token }, { ...headers })).status, 403);
      assert.match((await browser.post(page.url, { ...typed, csrf_token: token })).url, /[?&]code=/);
    });

    test('answers once', async () => {
      const { browser, page } = await begin(identity);
      const ends = await Promise.all([1, 2, 3].map(() => browser.press(page, 'continue', typed)));
      assert.equal(ends.filter(({ url }) => /[?&]code=/.test(url)).length, 1);
      assert.ok(ends.every(({ status }) => status < 500));
      assert.equal((await browser.open(page.url)).status, 400);
    });

    test('ends after half an hour', async () => {
      const { browser, page } = await begin(identity);
      later(identity, 31);
      assert.match((await browser.press(page, 'continue', typed)).html, /AADB2C90046/);
    });

    test('lets its forms lead to the application that asked, and to nowhere else', async () => {
      const { page } = await begin(identity);
      assert.match(String(page.headers['content-security-policy']), /form-action 'self' https:\/\/portal\.example;/);
      assert.equal(page.headers['cache-control'], 'no-store');
    });

    test('survives strange forms', async () => {
      const { browser, page } = await begin(identity);
      const csrf_token = heldBy(page, 'csrf_token') ?? '';
      for (const fields of [
        { action: '__proto__' },
        { action: 'toString' },
        { email: '\u0000', password: '\u0000' },
        { email: `${'a'.repeat(5000)}@demo.example`, password: 'x'.repeat(20_000) },
        { email: 'a@demo.example\r\nBcc: b@demo.example', password: 'x' },
      ])
        assert.equal((await browser.post(page.url, { ...fields, csrf_token })).status, 422, JSON.stringify(fields));
      const twice = `${new URLSearchParams({ csrf_token })}&email=a&email=b`;
      const response = await identity.app.inject({
        method: 'POST',
        url: page.url,
        payload: twice,
        cookies: Object.fromEntries(browser.cookies),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      assert.equal(response.statusCode, 422);
    });
  });

  describe(`${address.split(':')[0]}: editing the profile`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
      await addPerson(identity);
    });
    after(() => identity.close());

    test('signs in first, shows what is known, and gives tokens with the new claims', async () => {
      const { browser, page } = await begin(identity, PROFILE_FLOW);
      assert.equal(headingOf(page), 'Sign in');
      const form = await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
      assert.deepEqual(
        ['email', 'given_name', 'city', 'country'].map((field) => heldBy(form, field)),
        ['grace@demo.example', 'Grace', 'Graz', 'Austria'],
      );
      const end = await browser.press(form, 'continue', { city: 'Linz', email: 'other@demo.example', country: '' });
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      const { body } = await askToken(identity, codeForm(code), { userFlow: PROFILE_FLOW });
      const claims = claimsOf(body.id_token);
      assert.deepEqual(
        [claims.city, claims.country, claims.emails, claims.tfp],
        ['Linz', undefined, ['grace@demo.example'], PROFILE_FLOW],
      );
    });

    test('needs no password while the person is signed in, and changes nothing when cancelled', async () => {
      const { browser, page } = await begin(identity);
      await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
      const form = (await begin(identity, PROFILE_FLOW, {}, browser)).page;
      assert.equal(headingOf(form), 'Edit your profile');
      const end = await browser.press(form, 'cancel', { city: 'Elsewhere' });
      assert.match(answerOf({ headers: { location: end.url } }).get('error_description') ?? '', /^AADB2C90091/);
      assert.notEqual(
        (await identity.services.accounts.findByEmail('grace@demo.example'))?.attributes.city,
        'Elsewhere',
      );
    });

    test('keeps what was typed beside what is wrong', async () => {
      const { browser } = await begin(identity);
      const { page } = await begin(identity, PROFILE_FLOW, {}, browser);
      const form = await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
      const refused = await browser.press(form, 'continue', { family_name: ' ', city: 'Wels' });
      assert.equal(faultOf(refused, 'family_name'), 'Enter your surname.');
      assert.deepEqual([heldBy(refused, 'city'), heldBy(refused, 'given_name')], ['Wels', 'Grace']);
    });

    test('shows markup in a name as the text it is', async () => {
      const { browser } = await begin(identity);
      const { page } = await begin(identity, PROFILE_FLOW, { prompt: 'login' }, browser);
      const form = await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
      const evil = `"><script>alert('1')</script>&amp;`;
      await browser.press(form, 'continue', { name: evil, city: evil });
      const { page: again } = await begin(identity, PROFILE_FLOW, {}, browser);
      assert.doesNotMatch(again.html, /<script/);
      assert.deepEqual([heldBy(again, 'name'), heldBy(again, 'city')], [evil, evil]);
      const refused = await browser.press(again, 'continue', { name: 'a\u202Eb' });
      assert.match(faultOf(refused, 'name') ?? '', /cannot be used/);
    });
  });
}
