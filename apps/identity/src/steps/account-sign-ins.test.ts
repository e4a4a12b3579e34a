import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, begin } from '../testing/a-person.ts';
import { SIGN_IN } from '../testing/a-tenant.ts';
import { atAccountByMail, eventsOf, refresh, refreshTokenFrom } from '../testing/account-page.ts';
import { signInAs } from '../testing/factors.ts';
import { headingOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: where one is signed in`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('shows where one is signed in, ends one with its refresh tokens, and leaves the others', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'places@demo.example');
      const tokens = [await refreshTokenFrom(identity, person), await refreshTokenFrom(identity, person)];
      const list = await browser.press(page, 'sign-ins');
      const ids = [...list.html.matchAll(/value="(end:[^"]+)"/g)].map(([, value = '']) => value);
      assert.equal(ids.length, 2);
      const left = await browser.press(list, ids[0] ?? '');
      assert.equal([...left.html.matchAll(/value="end:/g)].length, 1);
      assert.deepEqual((await Promise.all(tokens.map((token) => refresh(identity, token)))).sort(), [
        'AADB2C90129',
        'renewed',
      ]);
      assert.ok((await eventsOf(identity, person)).includes('session-ended'));
    });

    test('ends all, and nobody else’s', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'everywhere@demo.example');
      const other = await addPerson(identity, { email: 'bystander@demo.example' });
      const tokens = [
        await refreshTokenFrom(identity, person),
        await refreshTokenFrom(identity, person),
        await refreshTokenFrom(identity, other),
      ];
      const list = await browser.press(page, 'sign-ins');
      const [theirs] = await identity.services.signIns.list(other, identity.clock.now);
      await browser.press(list, `end:${theirs?.id}`);
      await browser.press(list, 'end-all');
      assert.deepEqual(await Promise.all(tokens.map((token) => refresh(identity, token))), [
        'AADB2C90129',
        'AADB2C90129',
        'renewed',
      ]);
    });

    test('ends an SSO session as well: its browser has to sign in again', async () => {
      const { person, browser, page } = await atAccountByMail(identity, 'sso@demo.example');
      const elsewhere = await signInAs(identity, person, SIGN_IN);
      const list = await browser.press(page, 'sign-ins');
      await browser.press(list, 'end-all');
      assert.equal(headingOf((await begin(identity, SIGN_IN, {}, elsewhere.browser)).page), 'Sign in');
    });
  });
}
