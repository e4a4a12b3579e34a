import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ISSUER } from '../testing/test-tokens.ts';

const PATH = '/sign-out/front-channel';
/** What a browser says of a request that fills a frame. */
const FRAMED = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-site' };

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());
beforeEach(() => {
  portal.provider.state.tampering = {};
});

/** A browser that is signed in with an ID token that names the sign-in, where `sid` is given. */
async function signedIn(sid?: string) {
  if (sid !== undefined) portal.provider.state.tampering = { claims: (claims) => ({ ...claims, sid }) };
  const browser = portal.browser();
  await signIn(portal, browser);
  const isSignedIn = async () => (await browser.get('/account')).statusCode === 200;
  assert.ok(await isSignedIn());
  return { ...browser, isSignedIn };
}

test('a frame without parameters, as B2C loads it, ends the session of this browser and of no other', async () => {
  const [mine, other] = [await signedIn(), await signedIn()];
  const cookie = mine.cookies.get('surety_portal') ?? '';
  const response = await mine.get(PATH, FRAMED);
  assert.equal(response.statusCode, 204);
  assert.equal(response.headers['cache-control'], 'no-store');
  assert.equal(await mine.isSignedIn(), false);
  const thief = portal.browser();
  thief.cookies.set('surety_portal', cookie);
  assert.equal((await thief.get('/account')).statusCode, 303);
  assert.equal(await other.isSignedIn(), true);
});

test('iss and sid end the session that they name', async () => {
  const browser = await signedIn('a-sign-in');
  await browser.get(`${PATH}?${new URLSearchParams({ iss: ISSUER, sid: 'a-sign-in' })}`, FRAMED);
  assert.equal(await browser.isSignedIn(), false);
});

test('iss or sid of another sign-in end nothing, framed or not', async () => {
  const browser = await signedIn('a-sign-in');
  const wrong = [
    { iss: ISSUER, sid: 'another' },
    { iss: 'https://evil.example/', sid: 'a-sign-in' },
    { iss: 'https://evil.example/' },
    { sid: '' },
  ];
  for (const query of wrong)
    for (const headers of [FRAMED, {}]) {
      const response = await browser.get(`${PATH}?${new URLSearchParams(query)}`, headers);
      assert.equal(response.statusCode, 204);
    }
  await browser.get(`${PATH}?sid=a-sign-in&sid=a-sign-in`, FRAMED);
  assert.equal(await browser.isSignedIn(), true);
});

test('a link, a picture or a script on somebody’s page ends nothing', async () => {
  const browser = await signedIn();
  for (const destination of ['document', 'image', 'script', 'empty'])
    await browser.get(PATH, { 'sec-fetch-dest': destination, 'sec-fetch-site': 'cross-site' });
  await browser.get(PATH);
  assert.equal(await browser.isSignedIn(), true);
});

test('a browser that is not signed in gets the same answer', async () => {
  assert.equal((await portal.browser().get(PATH, FRAMED)).statusCode, 204);
});
