import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { signIn, startTestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());

test('editing the profile shows the new values and leaves the api within reach', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const start = await browser.get('/account/profile-editing');
  assert.match(String(start.headers.location), /b2c_1_profileediting1/);
  const done = await browser.get(portal.provider.approve(String(start.headers.location), { ...ADA, city: 'Paris' }));
  const page = await browser.follow(done);
  assert.match(page.body, /Your profile is saved/);
  assert.match(page.body, /Paris/);
  portal.time.now = new Date(portal.time.now.getTime() + 29 * 60_000);
  portal.time.now = new Date(portal.time.now.getTime());
  assert.equal((await browser.get('/policies')).statusCode, 200);
});

test("a profile edited as another person changes nobody's session", async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const start = await browser.get('/account/profile-editing');
  const response = await browser.get(portal.provider.approve(String(start.headers.location), BEN));
  assert.equal(response.statusCode, 403);
  assert.match((await browser.get('/account')).body, /Ada Lovelace/);
});
