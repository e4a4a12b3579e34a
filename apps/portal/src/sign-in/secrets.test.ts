import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formFields } from '../testing/test-browser.ts';
import { PORTAL, signIn, startTestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';
import { WRONG_ID_TOKENS } from '../testing/wrong-id-tokens.ts';

const portal = await startTestPortal();
before(bringTokensIn);
after(() => portal.close());

/** Sign-ins that are refused, tokens that are renewed or not, edited profiles and a sign-out: each might leave a token behind. */
async function bringTokensIn(): Promise<void> {
  const { state, approve } = portal.provider;
  for (const tampering of Object.values(WRONG_ID_TOKENS)) {
    state.tampering = tampering;
    await signIn(portal, portal.browser());
  }
  for (const tampering of [{ refusesRefresh: true }, { tokenStatus: 500 }, {}]) {
    const browser = portal.browser();
    state.tampering = { accessTokenSeconds: 200 };
    await signIn(portal, browser);
    state.tampering = tampering;
    await browser.get('/policies');
  }
  const [editor, leaver] = [portal.browser(), portal.browser()];
  for (const browser of [editor, leaver]) await signIn(portal, browser);
  for (const person of [BEN, ADA]) {
    const start = await editor.get('/account/profile-editing');
    await editor.get(approve(String(start.headers.location), person));
  }
  await leaver.post('/sign-out', formFields((await leaver.get('/account')).body, '/sign-out'));
}

test('no token, code, verifier or session id is in a page, an address of ours, or the log', async () => {
  const browser = portal.browser();
  const start = await browser.get('/sign-in');
  const path = portal.provider.approve(String(start.headers.location));
  const responses = [await browser.get(path)];
  for (const page of ['/', '/policies', '/claims', '/account', '/status', '/nothing'])
    responses.push(await browser.get(page));
  const secrets = [...portal.provider.state.issued, browser.cookies.get('surety_portal') ?? 'missing'];
  secrets.push(new URL(path, PORTAL).searchParams.get('code') ?? 'missing', 'the-secret-of-the-client');
  const shown =
    responses.map(({ body, headers }) => `${body}${headers.location ?? ''}`).join('\n') + portal.log.join('');
  for (const secret of secrets) assert.ok(!shown.includes(secret), secret.slice(0, 12));
  const cookies = responses.flatMap(({ headers }) => headers['set-cookie'] ?? []).join();
  for (const token of portal.provider.state.issued) assert.ok(!cookies.includes(token));
});

test('what a stolen database holds opens neither sessions nor tokens', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const dump = JSON.stringify([
    await portal.db.selectFrom('portal_session').selectAll().execute(),
    await portal.db.selectFrom('portal_token_cache').selectAll().execute(),
  ]);
  assert.ok(!dump.includes(browser.cookies.get('surety_portal') ?? 'missing'));
  for (const secret of [...portal.provider.state.issued, 'ada@demo.example']) assert.ok(!dump.includes(secret));
});
