import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@surety/web';
import { createTexter } from '../mail/texter.ts';
import { aHouse, anotherThan, later, newestCode } from '../testing/a-person.ts';
import { ALL_FACTORS } from '../testing/a-tenant.ts';
import { atEnrolment, IS_OVER, signInAs } from '../testing/factors.ts';
import { answerOf, askToken, codeForm } from '../testing/sign-in.ts';
import { faultOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const NUMBER = '+44 7700 900123';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a code by text message`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    async function personWithNumber(email: string) {
      const { person, browser, page } = await atEnrolment(identity, email, 'text');
      const asked = await browser.press(page, 'continue', { number: NUMBER });
      const shown = await browser.press(asked, 'continue', { code: await newestCode(identity) });
      assert.match((await browser.press(shown, 'continue')).url, IS_OVER);
      return person;
    }

    test('is set up with a number of B2C’s form, and asked for from then on', async () => {
      const { person, browser, page } = await atEnrolment(identity, 'one@demo.example', 'text');
      for (const number of ['07700 900123', '+44', '+44 7700 x', '+1234567890123456'])
        assert.ok(faultOf(await browser.press(page, 'continue', { number }), 'number'), number);
      const asked = await browser.press(page, 'continue', { number: NUMBER });
      const [message] = await identity.services.inbox.list();
      assert.equal(message?.to, '+447700900123');
      const shown = await browser.press(asked, 'continue', { code: await newestCode(identity) });
      await browser.press(shown, 'continue');
      const next = await signInAs(identity, person);
      assert.match(next.page.html, /\+44•••23/);
      const end = await next.browser.press(next.page, 'continue', { code: await newestCode(identity) });
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      assert.equal((await askToken(identity, codeForm(code), { userFlow: ALL_FACTORS })).status, 200);
    });

    test('stands sealed in the database', async () => {
      const rows = JSON.stringify(
        await identity.services.db.selectFrom('identity_second_factor').selectAll().execute(),
      );
      assert.doesNotMatch(rows, /7700/);
    });

    test('is not replaced by a code by mail', async () => {
      const person = await personWithNumber('two@demo.example');
      const { browser, page } = await signInAs(identity, person);
      for (const action of ['email', 'app', 'use-authenticator-app', 'use-passkey'])
        assert.match((await browser.press(page, action)).url, /second-factor-text$/);
    });

    test('is tried five times at most, and its number ten times over all codes', async () => {
      const person = await personWithNumber('three@demo.example');
      const wrong = 'That code is incorrect. Please try again.';
      const first = await signInAs(identity, person);
      const code = await newestCode(identity);
      for (let tries = 1; tries <= 5; tries += 1) {
        const refused = await first.browser.press(first.page, 'continue', { code: anotherThan(code) });
        assert.equal(faultOf(refused, 'code'), wrong);
      }
      assert.match(faultOf(await first.browser.press(first.page, 'continue', { code }), 'code') ?? '', /too many/);
      const second = await signInAs(identity, person);
      const fresh = await newestCode(identity);
      for (let tries = 1; tries <= 4; tries += 1)
        await second.browser.press(second.page, 'continue', { code: anotherThan(fresh) });
      const refused = await second.browser.press(second.page, 'continue', { code: fresh });
      assert.match(faultOf(refused, 'code') ?? '', /too many/);
    });

    test('is sent ten times at most in its time, to one number and for one account', async () => {
      later(identity, 30);
      const { browser, page } = await atEnrolment(identity, 'four@demo.example', 'text');
      let shown = page;
      for (let sent = 1; sent <= 10; sent += 1) {
        shown = await browser.press(shown, 'continue', { number: `+44 7700 90020${sent % 10}` });
        assert.match(shown.html, /Check your telephone/);
        shown = await browser.press(shown, 'change');
      }
      const refused = await browser.press(shown, 'continue', { number: '+44 7700 900300' });
      assert.match(faultOf(refused, 'number') ?? '', /too many requests/);
    });
  });
}

test('text messages go to the gateway that is set, and a gateway that is away is logged without the number', async () => {
  const received: { body: string; authorization: string | undefined }[] = [];
  const gateway = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ body: Buffer.concat(chunks).toString(), authorization: request.headers.authorization });
    response.writeHead(received.length === 1 ? 202 : 503).end();
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const address = gateway.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const log: string[] = [];
  const logger = createLogger('identity', 'trace', { write: (line) => void log.push(line) });
  const inbox = { keep: async () => assert.fail('nothing goes to the inbox') };
  const texter = createTexter({ logger, inbox, gateway: { url: `http://127.0.0.1:${port}/send`, token: 'a-token' } });
  const message = { to: '+447700900123', text: '123456 is your code' };
  assert.equal(await texter.send(message), true);
  assert.deepEqual([JSON.parse(received[0]?.body ?? ''), received[0]?.authorization], [message, 'Bearer a-token']);
  assert.equal(await texter.send(message), false);
  assert.match(log.join(''), /text-message-failed/);
  assert.doesNotMatch(log.join(''), /7700|123456/);
  await new Promise((resolve) => gateway.close(resolve));
});
