import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { DemoPerson } from '../../apps/identity/src/accounts/demo-people.ts';
import { draftChild, proveByMail } from './stage/beneficiaries.ts';
import { startIdentity } from './stage/identity.ts';
import { demoPerson } from './stage/people.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser, type Visitor } from './stage/visitor.ts';

const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT_ID = 'b0100000-0000-4000-8000-00000000000b';
const CLIENT_SECRET = 'a-secret-for-this-journey-only';
const API_ID = 'a9100000-0000-4000-8000-00000000000a';
const API_URI = 'https://contoso.onmicrosoft.com/api';
const API_SCOPES = ['Accounts.Read', 'Accounts.Write'];
const EXTENSIONS = [
  'pushed-authorization-requests',
  'authentication-context',
  'issuer-identification',
  'jwt-access-tokens',
  'back-channel-logout',
  'standard-claims',
  'standard-metadata',
];

/** One user flow that speaks every extension, as docs/extensions.md has it. */
const tenantFor = (portal: string) => ({
  id: TENANT,
  name: 'contoso.onmicrosoft.com',
  userFlows: [
    {
      name: 'B2C_1_openid',
      kind: 'sign-up-and-sign-in',
      issuerForm: 'user-flow',
      secondFactor: { enforcement: 'off', methods: ['authenticator-app', 'email-code'] },
      extensions: EXTENSIONS,
    },
  ],
  applications: [
    {
      id: CLIENT_ID,
      name: 'Surety',
      kind: 'web',
      secrets: [CLIENT_SECRET],
      redirectUris: [`${portal}/sign-in/callback`],
      postLogoutRedirectUris: [`${portal}/`],
      grantedScopes: API_SCOPES.map((scope) => `${API_URI}/${scope}`),
    },
    { id: API_ID, name: 'Surety API', kind: 'web', exposes: { appIdUri: API_URI, scopes: API_SCOPES } },
  ],
});

async function giveCredentials(visitor: Visitor, { email, password }: DemoPerson): Promise<void> {
  await visitor.fill('E-mail address', email);
  await visitor.fill('Password', password);
  await visitor.press('Sign in');
}

describe('identity as a strict OpenID provider of our own portal and api', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-strict-'));
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([
      startSurety({ SESSION_SECRET: 'a-secret-for-all-restarts' }),
      launchBrowser(),
    ]);
    const file = join(folder, 'tenant.json');
    writeFileSync(file, JSON.stringify(tenantFor(surety.portal)));
    identity = await startIdentity({ TENANT_FILE: file });
    await surety.restart({
      PROVIDER_KIND: 'openid-connect',
      ISSUER_URL: `${identity.tlsOrigin}/tfp/${TENANT}/b2c_1_openid/v2.0/`,
      NODE_EXTRA_CA_CERTS: identity.localCa,
      PORTAL_CLIENT_ID: CLIENT_ID,
      PORTAL_CLIENT_SECRET: CLIENT_SECRET,
      SCOPES: [
        'openid',
        'profile',
        'email',
        'offline_access',
        ...API_SCOPES.map((scope) => `${API_URI}/${scope}`),
      ].join(' '),
      API_CLIENT_ID: API_ID,
      ACR_VALUES: 'urn:surety:acr:multi-factor',
    });
  });
  after(async () => {
    await browser.close();
    await surety.stop();
    await identity.stop();
    rmSync(folder, { recursive: true });
  });

  test('a person signs in, sees their policies, changes one with a second factor, signs out', async () => {
    const ada = demoPerson('Ada');
    const visitor = await aVisitor(browser, { anyCertificate: true });
    await visitor.visit(surety.portal);
    await visitor.press('Sign in');
    assert.ok(visitor.page.url().startsWith(identity.tlsOrigin), 'the door with TLS');
    await giveCredentials(visitor, ada);
    await draftChild(visitor, /^Term life/, 'Eve Demo');
    await visitor.press('Confirm this change');
    assert.ok(visitor.page.url().startsWith(identity.tlsOrigin), 'the second factor is proven at the provider');
    // Everything has to be newer than the change (max_age): the password as well.
    await giveCredentials(visitor, ada);
    await proveByMail(visitor, { ...surety, identity: identity.origin }, ada.email);
    await visitor.sees('Your beneficiaries are changed');
    await visitor.sees('SUR-100001-E0001');
    assert.doesNotMatch(surety.output(), /proof-weakened/, 'this provider proves everything');
    await visitor.press('Sign out');
    await visitor.visit(`${surety.portal}/policies`);
    assert.ok(!visitor.page.url().startsWith(surety.portal), 'both sessions have ended');
    await visitor.sees('Password');
    await visitor.leave();
  });
});
