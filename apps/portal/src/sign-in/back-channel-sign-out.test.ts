import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { JWTPayload } from 'jose';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { keysOf, TEST_STORES } from '../testing/test-stores.ts';
import { ADA, BEN, ISSUER, type LogoutTokenForm } from '../testing/test-tokens.ts';

const PATH = '/sign-out/back-channel';
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };

/** Claims that are otherwise, or left out. */
type Changes = Record<string, unknown>;

for (const { name, open } of TEST_STORES) {
  describe(`${name}: back-channel sign-out`, () => {
    let portal: TestPortal;
    let store: Awaited<ReturnType<typeof open>>;
    let jti = 0;
    before(async () => {
      store = await open();
      portal = await startTestPortal({}, store.settings);
    });
    after(async () => {
      await portal.close();
      await store.remove();
    });
    beforeEach(() => {
      portal.provider.state.tampering = {};
      portal.provider.state.person = ADA;
    });

    /** A browser of this person, signed in with an ID token that names the sign-in where `sid` is given. */
    async function signedIn(person = ADA, sid?: string) {
      portal.provider.state.person = person;
      portal.provider.state.tampering = sid === undefined ? {} : { claims: (claims) => ({ ...claims, sid }) };
      const browser = portal.browser();
      await signIn(portal, browser);
      const isSignedIn = async () => (await browser.get('/account')).statusCode === 200;
      assert.ok(await isSignedIn());
      return { ...browser, isSignedIn };
    }

    function claims(changes: Changes): JWTPayload {
      const iat = Math.floor(portal.time.now.getTime() / 1000);
      jti += 1;
      const aud = portal.config.provider.clientId;
      return { iss: ISSUER, aud, iat, exp: iat + 120, jti: `logout-${jti}`, events: EVENTS, ...changes };
    }

    const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      portal.app.inject({
        method: 'POST',
        url: PATH,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(fields).toString(),
      });
    const post = async (changes: Changes, form?: LogoutTokenForm) =>
      send({ logout_token: await portal.provider.logoutToken(claims(changes), form) });

    test('sid ends the sessions of that sign-in on every browser that has one, and no other', async () => {
      const [one, same, other] = [await signedIn(ADA, 'a'), await signedIn(ADA, 'a'), await signedIn(ADA, 'b')];
      const ben = await signedIn(BEN, 'c');
      const answer = await post({ sid: 'a', sub: ADA.sub });
      assert.deepEqual([answer.statusCode, answer.body, answer.headers['cache-control']], [200, '', 'no-store']);
      assert.deepEqual(await Promise.all([one, same, other, ben].map((browser) => browser.isSignedIn())), [
        false,
        false,
        true,
        true,
      ]);
    });

    test('sub alone ends every session of that person, those without sid as well, and nobody else’s', async () => {
      const [one, other, ben] = [await signedIn(ADA, 'd'), await signedIn(), await signedIn(BEN)];
      assert.equal((await post({ sub: ADA.sub })).statusCode, 200);
      assert.deepEqual(
        [await one.isSignedIn(), await other.isSignedIn(), await ben.isSignedIn()],
        [false, false, true],
      );
      const again = await signedIn();
      assert.ok(await again.isSignedIn(), 'who signs in again is signed in');
    });

    test('a sign-in that nobody knows, or that ended here before, is an answer 200', async () => {
      assert.equal((await post({ sid: 'unknown' })).statusCode, 200);
      await signedIn(ADA, 'twice');
      for (const _ of [1, 2]) assert.equal((await post({ sid: 'twice' })).statusCode, 200);
    });

    test('a notice that comes late spares what began after its event', async () => {
      const former = await signedIn();
      const event = portal.time.now.getTime();
      portal.time.now = new Date(event + 1);
      const newer = await signedIn();
      assert.equal((await post({ sub: ADA.sub, toe: event / 1000 })).statusCode, 200);
      assert.deepEqual([await former.isSignedIn(), await newer.isSignedIn()], [false, true]);
    });

    test('a logout token is used once', async () => {
      const token = await portal.provider.logoutToken(claims({ sid: 'again' }));
      assert.equal((await send({ logout_token: token })).statusCode, 200);
      const browser = await signedIn(ADA, 'again');
      assert.equal((await send({ logout_token: token })).statusCode, 400);
      assert.ok(await browser.isSignedIn());
      const race = await portal.provider.logoutToken(claims({ sid: 'nobody' }));
      const answers = await Promise.all([1, 2, 3, 4].map(() => send({ logout_token: race })));
      assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 400, 400, 400]);
    });

    test('what is no logout token of this provider for this portal ends nothing, and says so to the caller', async () => {
      const browser = await signedIn(ADA, 'kept');
      const seconds = Math.floor(portal.time.now.getTime() / 1000);
      const wrong: Record<string, [Changes, LogoutTokenForm?]> = {
        audience: [{ aud: 'another' }],
        issuer: [{ iss: 'https://evil.example/' }],
        key: [{}, { signature: 'other-key' }],
        'no signature': [{}, { signature: 'none' }],
        'shared secret': [{}, { signature: 'shared-secret' }],
        'type of another token': [{}, { typ: 'at+jwt' }],
        nonce: [{ nonce: 'of-an-id-token' }],
        'no event': [{ events: undefined }],
        'another event': [{ events: { 'http://schemas.openid.net/event/other': {} } }],
        'event that is no object': [{ events: { [Object.keys(EVENTS)[0] ?? '']: true } }],
        'no jti': [{ jti: undefined }],
        'old iat': [{ iat: seconds - 600 }],
        'iat to come': [{ iat: seconds + 600 }],
        'no iat': [{ iat: undefined }],
        'no exp': [{ exp: undefined }],
        'exp over': [{ exp: seconds - 90 }],
        'names nothing': [{ sid: undefined, sub: undefined }],
        'sid that is no text': [{ sid: ['kept'], sub: ADA.sub }],
      };
      for (const [what, [changes, form]] of Object.entries(wrong)) {
        const answer = await post({ sid: 'kept', sub: ADA.sub, ...changes }, form);
        assert.equal(answer.statusCode, 400, what);
        assert.equal(answer.headers['cache-control'], 'no-store');
        assert.equal(answer.json().error, 'invalid_request', what);
      }
      for (const body of [{}, { logout_token: '' }, { logout_token: 'a.b.c' }, { logout_token: 'x'.repeat(20_000) }])
        assert.equal((await send(body as Record<string, string>)).statusCode, 400);
      assert.ok(await browser.isSignedIn());
      assert.doesNotMatch(portal.log.join(''), /eyJ[\w-]+\.eyJ/, 'no token in the log');
    });

    test('the type may be left out, and neither Origin nor a cookie counts', async () => {
      for (const form of [{}, { typ: 'logout+jwt' }, { typ: 'JWT' }]) {
        const browser = await signedIn(ADA, 'typed');
        const token = await portal.provider.logoutToken(claims({ sid: 'typed' }), form);
        const headers = { origin: 'https://login.example', cookie: 'surety_portal=of-somebody' };
        assert.equal((await send({ logout_token: token }, headers)).statusCode, 200);
        assert.equal(await browser.isSignedIn(), false);
      }
    });

    test('tokens of strangers with unknown keys do not make the portal read the keys each time', async () => {
      const reads = () => portal.provider.state.requests.filter((request) => request.endsWith('/keys')).length;
      await post({ sid: 'any' });
      const before = reads();
      for (const kid of ['x', 'y', 'z']) assert.equal((await post({ sid: 'any' }, { kid })).statusCode, 400);
      assert.equal(reads(), before);
    });

    test('what the store knows of a sign-in ends with it', async () => {
      const { PORTAL_REDIS_URL: redis, PORTAL_REDIS_PREFIX: prefix = '' } = store.settings;
      if (redis === undefined) return;
      await signedIn(ADA, 'gone');
      await post({ sid: 'gone' });
      const { Redis } = await import('iovalkey');
      const client = new Redis(redis);
      const names = (await keysOf(redis, prefix)).filter((key) => /:(sessions|logout-token)$/.test(key));
      assert.ok(names.length > 1);
      for (const key of names) {
        const life = await client.pttl(key);
        assert.ok(life > 0 && life <= 12 * 60 * 60_000, key);
      }
      client.disconnect();
    });
  });
}

test('while the keys cannot be read nothing ends, and the same token ends it afterwards', async (t) => {
  const portal = await startTestPortal();
  t.after(portal.close);
  const browser = portal.browser();
  await signIn(portal, browser);
  const iat = Math.floor(portal.time.now.getTime() / 1000);
  const claims = { iss: ISSUER, aud: portal.config.provider.clientId, iat, exp: iat + 120, jti: 'one', events: EVENTS };
  const logout_token = await portal.provider.logoutToken({ ...claims, sub: ADA.sub });
  const send = () => portal.app.inject({ method: 'POST', url: PATH, payload: { logout_token } });
  portal.provider.state.isAway = true;
  assert.equal((await send()).statusCode, 400);
  assert.equal((await browser.get('/account')).statusCode, 200);
  portal.provider.state.isAway = false;
  assert.equal((await send()).statusCode, 200);
  assert.equal((await browser.get('/account')).statusCode, 303);
});
