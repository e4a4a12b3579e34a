import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { browserOfAda, draft, FORM, send } from '../testing/beneficiaries-form.ts';
import { aPerson, aPolicy } from '../testing/builders.ts';
import type { TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal } from '../testing/test-portal.ts';
import { ADA } from '../testing/test-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());
let browser: TestBrowser;
beforeEach(async () => {
  browser = await browserOfAda(portal);
});

test('markup in names is shown as text on every page', async () => {
  const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
  portal.api.own(ADA.sub, aPolicy({ designation: [aPerson(script)], insured: undefined }));
  await signIn(portal, browser);
  const other = portal.browser();
  const start = await other.get('/sign-in');
  await other.get(portal.provider.approve(String(start.headers.location), { ...ADA, name: script, city: script }));
  const pages = ['/policies', '/policies/SUR-100001', FORM, '/account', '/claims'];
  for (const page of pages) {
    const { body, statusCode } = await other.get(page);
    assert.equal(statusCode, 200, page);
    assert.doesNotMatch(body, /<script>alert|<img src=x/, page);
  }
  const answer = await send(browser, { 'beneficiaries/0/name': script, 'beneficiaries/0/relationship': script });
  assert.doesNotMatch(answer.body, /<script>alert|<img src=x/);
});

test('a notice in an address is one of ours or none', async () => {
  for (const name of ['<b>hello</b>', '__proto__', 'constructor']) {
    const { body, statusCode } = await browser.get(`/?notice=${encodeURIComponent(name)}`);
    assert.equal(statusCode, 200);
    assert.doesNotMatch(body, /page-notice|<b>hello/);
  }
});

test('every claim is listed with its meaning, unknown ones too, and times as dates', async () => {
  portal.provider.state.tampering = { claims: (claims) => ({ ...claims, extension_Shoe: { size: 42 } }) };
  await signIn(portal, browser);
  const { body } = await browser.get('/claims');
  assert.match(body, /extension_Shoe/);
  assert.match(body, /this portal does not use it/);
  assert.match(body, /{&quot;size&quot;:42}/);
  assert.match(body, /Which user flow ran/);
  assert.match(body, new RegExp(`${portal.time.now.getUTCFullYear()} at \\d\\d:\\d\\d UTC`));
});

test('a person without policies is told so, and by which address they are looked for', async () => {
  portal.api.state.policies.clear();
  assert.match((await browser.get('/policies')).body, /no policies under your name yet/);
});

test('GET requests of pages change nothing at the api', async () => {
  await draft(browser);
  const before = JSON.stringify([...portal.api.state.endorsements.values(), ...portal.api.state.policies.values()]);
  for (const page of ['/policies', '/policies/SUR-100001', FORM, `${FORM}?from=draft-1`, '/changes/draft-1'])
    assert.equal((await browser.get(page)).statusCode, 200, page);
  const now = JSON.stringify([...portal.api.state.endorsements.values(), ...portal.api.state.policies.values()]);
  assert.equal(now, before);
});
