import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { addPerson, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import { ACCOUNT, aTenant, PORTAL, SIGN_IN, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { IS_OVER, signInAs } from '../testing/factors.ts';
import {
  answerOf,
  aRequest,
  askFor,
  askToken,
  type Cookies,
  claimsOf,
  codeForm,
  signIn,
  tokens,
} from '../testing/sign-in.ts';
import { STRICT_FLOW } from '../testing/strict-flow.ts';
import { createTestIdentity, DATABASES, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const ISSUER = `${ISSUER_ORIGIN}/tfp/${TENANT_ID}/${SIGN_IN.toLowerCase()}/v2.0/`;

/** A user flow whose grants end after minutes. */
const UNRENEWED = 'B2C_1_unrenewed';

/** An application's end of the back channel: keeps what was posted and answers as it is told. */
type Receiver = { server: Server; uri: string; received: { type?: string; token: string }[]; status: number };

async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const token = new URLSearchParams(body).get('logout_token') ?? '';
      receiver.received.push({
        token,
        ...(request.headers['content-type'] && { type: request.headers['content-type'] }),
      });
      response.writeHead(receiver.status, { location: 'http://localhost:1/elsewhere' }).end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logged-out`;
  const receiver: Receiver = { server, uri, received: [], status: 200 };
  return receiver;
}

/** Waits for what happens behind the browser's back. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 400) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: back-channel logout`, () => {
    let receiver: Receiver;
    let identity: TestIdentity;
    before(async () => {
      receiver = await startReceiver();
      const tenant = aTenant(STRICT_FLOW);
      const applications = tenant.applications.map((application) =>
        application.id === PORTAL.clientId
          ? { ...application, backChannelLogoutUri: receiver.uri, allowImplicit: true }
          : application,
      );
      const unrenewed = tenant.userFlows
        .filter(({ name }) => name === SIGN_IN)
        .map((flow) => ({ ...flow, name: UNRENEWED, tokens: { lifetimeMinutes: 5, refresh: 'never' as const } }));
      const userFlows = [...tenant.userFlows, ...unrenewed];
      identity = await createTestIdentity({ address, tenant: { ...tenant, applications, userFlows } });
    });
    after(async () => {
      await identity.close();
      receiver.server.close();
    });
    beforeEach(() => {
      receiver.received = [];
      receiver.status = 200;
    });
    const logOut = (cookies: Cookies) =>
      identity.app.inject({ url: `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`, cookies });
    const sidOf = async (answer: URLSearchParams) => {
      const { body } = await askToken(identity, codeForm(answer.get('code') ?? ''));
      return claimsOf(body.id_token).sid;
    };

    test('tells the application once, by a signed token that names the session of its ID token', async () => {
      const { answer, cookies } = await signIn(identity);
      const sid = await sidOf(answer);
      assert.equal((await logOut(cookies)).statusCode, 200);
      await until(() => receiver.received.length > 0);
      const [{ type, token } = { token: '' }] = receiver.received;
      assert.match(String(type), /^application\/x-www-form-urlencoded/);
      const keys = createLocalJWKSet({ keys: [...(await identity.services.signingKeys.published())] });
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: ISSUER,
        audience: PORTAL.clientId,
        currentDate: identity.clock.now,
        typ: 'logout+jwt',
      });
      assert.equal(protectedHeader.alg, 'RS256');
      assert.equal(payload.sub, identity.account.id);
      assert.match(String(sid), /^[0-9a-f-]{36}$/);
      assert.equal(payload.sid, sid);
      assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
      assert.equal(payload.nonce, undefined);
      assert.match(String(payload.jti), /^[0-9a-f-]{36}$/);
      assert.equal(receiver.received.length, 1);
    });

    test('the session keeps its name while it lasts', async () => {
      const first = await signIn(identity);
      const silent = await askFor(identity, aRequest({ prompt: 'none' }), { cookies: first.cookies });
      const other = await signIn(identity);
      const [one, same, another] = await Promise.all([first.answer, answerOf(silent), other.answer].map(sidOf));
      assert.equal(one, same);
      assert.notEqual(one, another);
    });

    test('is tried again when the application does not take it, five times in all, and no redirect is followed', async () => {
      receiver.status = 307;
      const { cookies } = await signIn(identity);
      await logOut(cookies);
      await until(() => receiver.received.length === 1);
      for (const minutes of [2, 6, 31, 241]) {
        later(identity, minutes);
        await identity.services.logoutNotices.deliver();
      }
      assert.equal(receiver.received.length, 5);
      later(identity, 1000);
      await identity.services.logoutNotices.deliver();
      assert.equal(receiver.received.length, 5);
    });

    test('is not sent by others while the last attempt is under way', async () => {
      receiver.status = 500;
      const { cookies } = await signIn(identity);
      await logOut(cookies);
      await until(() => receiver.received.length === 1);
      for (const minutes of [2, 6, 31]) {
        later(identity, minutes);
        await identity.services.logoutNotices.deliver();
      }
      later(identity, 241);
      await Promise.all([1, 2, 3].map(() => identity.services.logoutNotices.deliver()));
      assert.equal(receiver.received.length, 5);
    });

    test('of many replicas one sends', async () => {
      receiver.status = 500;
      const { cookies } = await signIn(identity);
      await logOut(cookies);
      await until(() => receiver.received.length === 1);
      receiver.status = 200;
      later(identity, 2);
      await Promise.all([1, 2, 3].map(() => identity.services.logoutNotices.deliver()));
      assert.equal(receiver.received.length, 2);
    });

    test('a browser without a session, and an address in the request, send nothing', async () => {
      await logOut({});
      await identity.app.inject({
        url: `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`,
        query: { backchannel_logout_uri: receiver.uri, logout_uri: receiver.uri },
      });
      await identity.services.logoutNotices.deliver();
      assert.equal(receiver.received.length, 0);
    });

    test('an application is told though its tokens are long over, or it only ever got an ID token', async () => {
      const began = identity.clock.now;
      for (const wish of [{}, { response_type: 'id_token' }]) {
        receiver.received = [];
        const { cookies } = await signIn(identity, aRequest(wish), { userFlow: UNRENEWED });
        later(identity, 11);
        await logOut(cookies);
        await until(() => receiver.received.length > 0);
        identity.clock.now = began;
        assert.deepEqual(
          receiver.received.map(({ token }) => claimsOf(token).sub),
          [identity.account.id],
          JSON.stringify(wish),
        );
      }
    });

    test('a password change on the account page tells the applications, as a reset does', async () => {
      const person = await addPerson(identity, { email: 'changes@demo.example' });
      assert.match((await signInAs(identity, person, SIGN_IN)).page.url, IS_OVER);
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const mail = await browser.press(page, 'email');
      const account = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const form = await browser.press(account, 'password');
      const typed = { current: PASSWORD, password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78' };
      assert.match((await browser.press(form, 'continue', typed)).html, /Your password is changed/);
      await until(() => receiver.received.length > 0);
      assert.deepEqual(
        receiver.received.map(({ token }) => claimsOf(token).sub),
        [person.id],
      );
    });

    test('deleting an account tells the applications as well', async () => {
      const person = await addPerson(identity, { email: 'gone@demo.example' });
      await signInAs(identity, person, SIGN_IN);
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const mail = await browser.press(page, 'email');
      const account = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const form = { current: PASSWORD, understood: 'yes' };
      const end = await browser.press(await browser.press(account, 'delete'), 'continue', form);
      assert.match(end.url, /AADB2C90128/);
      await until(() => receiver.received.length > 0);
      assert.equal(receiver.received.length, 1);
    });

    test('by a user flow that names no sign-ins an application hears of the end of all, once, and by the person alone', async () => {
      const person = await addPerson(identity, { email: 'everywhere@demo.example' });
      for (const _ of [1, 2]) assert.match((await signInAs(identity, person, 'B2C_1_alone')).page.url, IS_OVER);
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const mail = await browser.press(page, 'email');
      const account = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const ended = identity.clock.now.getTime() / 1000;
      await browser.press(await browser.press(account, 'sign-ins'), 'end-all');
      await until(() => receiver.received.length > 0);
      // Less than the pause after a first attempt, which may still be under way.
      later(identity, 0.5);
      await identity.services.logoutNotices.deliver();
      const [claims, ...more] = receiver.received.map(({ token }) => claimsOf(token));
      assert.deepEqual([claims?.sub, claims?.sid, claims?.toe, more], [person.id, undefined, ended, []]);
    });

    test('is not spoken by other user flows', async () => {
      const body = await tokens(identity, aRequest(), { userFlow: 'B2C_1_alone' });
      assert.equal(claimsOf(body.id_token).sid, undefined);
      const { cookies } = await signIn(identity, aRequest(), { userFlow: 'B2C_1_alone' });
      await logOut(cookies);
      await identity.services.logoutNotices.deliver();
      assert.equal(receiver.received.length, 0);
    });
  });
}

test('metadata announces it where it is spoken', async () => {
  const identity = await createTestIdentity({ tenant: aTenant(STRICT_FLOW) });
  const read = async (flow: string) =>
    (await identity.app.inject(`/${TENANT_NAME}/${flow}/v2.0/.well-known/openid-configuration`)).json();
  const { backchannel_logout_supported: isSpoken, backchannel_logout_session_supported: hasSid } = await read(SIGN_IN);
  assert.deepEqual([isSpoken, hasSid], [true, true]);
  assert.equal((await read('B2C_1_alone')).backchannel_logout_supported, undefined);
  await identity.close();
});
