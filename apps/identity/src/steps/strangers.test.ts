import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, begin, newestCode, PASSWORD, RESET_FLOW } from '../testing/a-person.ts';
import { createBrowserAt, faultOf, headingOf } from '../testing/test-browser.ts';
import { DATABASES, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const TOO_MANY = /too many requests to verify this email address/;

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: strangers`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    /** A browser somewhere in the world. */
    const browserIn = (remoteAddress: string) =>
      createBrowserAt(ORIGIN, (sent) => identity.app.inject({ ...sent, remoteAddress }));
    const signInAs = async (email: string, password: string, browser: ReturnType<typeof browserIn>) => {
      const { page } = await begin(identity, undefined, { prompt: 'login' }, browser);
      return browser.press(page, 'continue', { email, password });
    };
    /** Asks for a code to reset a password; answers the page. */
    const askCode = async (email: string, remoteAddress: string) => {
      const browser = browserIn(remoteAddress);
      const { page } = await begin(identity, RESET_FLOW, {}, browser);
      return { browser, page: await browser.press(page, 'continue', { email }) };
    };

    test('lock themselves out, and not the person who comes with a browser in which they signed in before', async () => {
      const { email } = await addPerson(identity, { email: 'owner@demo.example' });
      const own = browserIn('192.0.2.1');
      assert.match((await signInAs(email, PASSWORD, own)).url, /[?&]code=/);
      const stranger = browserIn('198.51.100.1');
      for (let tries = 1; tries <= 11; tries += 1) await signInAs(email, `wrong ${tries}`, stranger);
      assert.match(faultOf(await signInAs(email, PASSWORD, stranger), 'password') ?? '', /temporarily locked/);
      assert.match((await signInAs(email, PASSWORD, own)).url, /[?&]code=/);
      for (let tries = 1; tries <= 11; tries += 1) await signInAs(email, `wrong ${tries}`, own);
      assert.match(faultOf(await signInAs(email, PASSWORD, own), 'password') ?? '', /temporarily locked/);
    });

    test('cannot make a browser familiar that is not, nor read an address from its cookie', async () => {
      const { email } = await addPerson(identity, { email: 'marked@demo.example' });
      const own = browserIn('192.0.2.2');
      await signInAs(email, PASSWORD, own);
      const cookie = own.cookies.get('identity-familiar') ?? '';
      assert.doesNotMatch(Buffer.from(cookie, 'base64url').toString() + cookie, /marked|demo/);
      const stranger = browserIn('198.51.100.2');
      stranger.cookies.set('identity-familiar', cookie.replace(/^.{43}/, 'A'.repeat(43)));
      for (let tries = 1; tries <= 11; tries += 1) await signInAs(email, `wrong ${tries}`, stranger);
      assert.match((await signInAs(email, PASSWORD, own)).url, /[?&]code=/);
    });

    test('use up their own share of codes: who owns the address gets one all the same', async () => {
      const { email } = await addPerson(identity, { email: 'codes@demo.example' });
      for (let sent = 1; sent <= 10; sent += 1) await askCode(email, '198.51.100.3');
      assert.match((await askCode(email, '198.51.100.3')).page.html, TOO_MANY);
      const { browser, page } = await askCode(email, '192.0.2.3');
      const proven = await browser.press(page, 'continue', { code: await newestCode(identity) });
      assert.notEqual(headingOf(proven), headingOf(page));
    });

    test('cannot try one password on hundreds of addresses from one network, which locks nobody out elsewhere', async () => {
      const { email } = await addPerson(identity, { email: 'sprayed@demo.example' });
      const stranger = browserIn('198.51.100.9');
      const { page } = await begin(identity, undefined, {}, stranger);
      for (let tried = 1; tried <= 300; tried += 1)
        await stranger.press(page, 'continue', { email: `person${tried}@demo.example`, password: 'Summer-2026!' });
      const refused = await stranger.press(page, 'continue', { email, password: PASSWORD });
      assert.match(faultOf(refused, 'password') ?? '', /too many wrong passwords from your network/);
      assert.match((await signInAs(email, PASSWORD, browserIn('192.0.2.9'))).url, /[?&]code=/);
    });

    test('cannot flood a mailbox from many networks', async () => {
      const email = 'flooded@demo.example';
      await addPerson(identity, { email });
      for (let network = 1; network <= 30; network += 1) await askCode(email, `203.0.113.${network}`);
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === email);
      assert.equal(mails.length, 20);
    });

    test('cannot send codes to a hundred addresses from one network, nor from the neighbours in its /64', async () => {
      for (let count = 1; count <= 100; count += 1) await askCode(`person${count}@demo.example`, `2001:db8::${count}`);
      assert.match((await askCode('person101@demo.example', '2001:db8::ffff')).page.html, TOO_MANY);
      assert.doesNotMatch((await askCode('person101@demo.example', '2001:db8:0:1::1')).page.html, TOO_MANY);
    });

    test('send as many codes from one network as the operator lets them', async () => {
      await identity.close();
      identity = await aHouse({ address, codesPerNetwork: 2 });
      for (const name of ['one', 'two'])
        assert.doesNotMatch((await askCode(`${name}@demo.example`, '192.0.2.7')).page.html, TOO_MANY);
      assert.match((await askCode('three@demo.example', '192.0.2.7')).page.html, TOO_MANY);
    });
  });
}
