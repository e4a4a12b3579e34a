import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn, startTestPortal, type TestPortal } from './testing/test-portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());

test('a path with a control character leads nowhere, for who is signed in', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const url of ['/policies/%00', '/policies/%00/beneficiaries', '/changes/%00']) {
    const response = await portal.app.inject({ url, headers: { cookie } });
    assert.equal(response.statusCode, 404, url);
    assert.match(response.body, /There is nothing at this address/);
  }
});
