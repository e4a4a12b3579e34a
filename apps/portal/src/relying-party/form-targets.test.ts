import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPortalConfig } from '../config.ts';
import { AUTHORITY, startExternalId, TENANT } from '../testing/external-id.ts';
import { CLIENT_ID, CLIENT_SECRET, startOpenidProvider } from '../testing/openid/openid-provider.ts';
import { PORTAL, signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';

const IDP = 'https://accounts.social.example';

/** Where the policy of a page lets its forms lead, and which forms there are. */
async function formsOf(portal: TestPortal, browser = portal.browser(), path = '/') {
  const { headers, body } = await browser.get(path);
  const policy = /form-action ([^;]*)/.exec(String(headers['content-security-policy']))?.[1] ?? '';
  return {
    targets: policy.split(' ').slice(1),
    actions: [...body.matchAll(/<form[^>]* action="([^"]*)"/g)].map(([, action]) => action),
  };
}

test('Azure AD B2C, at its own host or a custom domain: forms lead to the authority and its endpoints', async (t) => {
  const portal = await startTestPortal();
  t.after(portal.close);
  const { targets } = await formsOf(portal);
  assert.deepEqual(targets, [
    portal.provider.origin,
    new URL(portal.config.provider.kind === 'azure-ad-b2c' ? portal.config.provider.authorityOrigin : '').origin,
  ]);
});

test('External ID: forms lead to the authority and to the host of the tenant’s GUID', async (t) => {
  const credentials = { clientId: 'portal', clientSecret: 'secret-of-the-portal' };
  const provider = await startExternalId({ ...credentials, now: () => new Date() });
  const portal = await startTestPortal(
    {},
    {
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: AUTHORITY,
      TENANT_ID: TENANT,
      PROVIDER_BACK_CHANNEL: provider.origin,
      PORTAL_CLIENT_ID: credentials.clientId,
      PORTAL_CLIENT_SECRET: credentials.clientSecret,
    },
  );
  t.after(async () => {
    await portal.close();
    provider.close();
  });
  assert.deepEqual((await formsOf(portal)).targets, [AUTHORITY, `https://${TENANT}.ciamlogin.com`]);
});

test('OpenID Connect: forms lead to the provider, and to the origins that the operator names besides', async (t) => {
  const provider = await startOpenidProvider({ portals: [PORTAL] });
  const settings = {
    PROVIDER_KIND: 'openid-connect',
    ISSUER_URL: provider.issuer,
    PROVIDER_BACK_CHANNEL: '',
    PORTAL_CLIENT_ID: CLIENT_ID,
    PORTAL_CLIENT_SECRET: CLIENT_SECRET,
  };
  const [portal, named] = await Promise.all([
    startTestPortal({}, settings),
    startTestPortal({}, { ...settings, FURTHER_SIGN_IN_ORIGINS: IDP }),
  ]);
  t.after(async () => {
    await Promise.all([portal.close(), named.close()]);
    provider.close();
  });
  assert.deepEqual((await formsOf(portal)).targets, [provider.issuer]);
  assert.deepEqual((await formsOf(named)).targets, [provider.issuer, IDP]);
});

test('signing in, the profile, the password and the account are links, which no form-action holds back', async (t) => {
  const portal = await startTestPortal();
  t.after(portal.close);
  const browser = portal.browser();
  assert.deepEqual((await formsOf(portal, browser)).actions, []);
  await signIn(portal, browser);
  assert.deepEqual((await formsOf(portal, browser, '/account')).actions, ['/sign-out']);
});

test('refuses an address where an origin must stand', () => {
  for (const wrong of [
    `${IDP}/login`,
    'https://*.social.example',
    "https://a.example;script-src'self'",
    'social.example',
  ]) {
    const settings = { FURTHER_SIGN_IN_ORIGINS: `${IDP}, ${wrong}` };
    assert.throws(() => readPortalConfig(settings), /FURTHER_SIGN_IN_ORIGINS is wrong: write origins/, wrong);
  }
});
