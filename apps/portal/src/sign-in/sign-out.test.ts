import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { formFields } from '../testing/test-browser.ts';
import { PORTAL, signIn, startTestPortal } from '../testing/test-portal.ts';

const portal = await startTestPortal();
after(() => portal.close());

test('signing out ends the session first, then leads to the provider without any token', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  // Somebody else, who stays signed in.
  await signIn(portal, portal.browser());
  const fields = formFields((await browser.get('/account')).body, '/sign-out');
  const cookie = browser.cookies.get('surety_portal') ?? '';
  const response = await browser.post('/sign-out', fields);
  const url = new URL(String(response.headers.location));
  assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${PORTAL}/`);
  assert.deepEqual([...url.searchParams.keys()], ['client_id', 'post_logout_redirect_uri']);
  const thief = portal.browser();
  thief.cookies.set('surety_portal', cookie);
  assert.equal((await thief.get('/account')).statusCode, 303);
  const rows = await portal.db.selectFrom('portal_token_cache').select('session_hash').execute();
  const sessions = await portal.db.selectFrom('portal_session').select('id_hash').execute();
  assert.equal(rows.length, sessions.length, 'its tokens are gone');
});

test('sign-out refuses a form without our token, of another site or of another session', async () => {
  const [mine, other] = [portal.browser(), portal.browser()];
  await signIn(portal, mine);
  await signIn(portal, other);
  const theirs = formFields((await other.get('/account')).body, '/sign-out');
  const own = formFields((await mine.get('/account')).body, '/sign-out');
  assert.equal((await mine.post('/sign-out', {})).statusCode, 403);
  assert.equal((await mine.post('/sign-out', theirs)).statusCode, 403);
  assert.equal((await mine.post('/sign-out', own, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  assert.equal((await mine.post('/sign-out', own, { origin: 'https://evil.example' })).statusCode, 403);
  assert.equal((await mine.get('/account')).statusCode, 200);
});
