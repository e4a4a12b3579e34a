import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@surety/web';
import { startIdentity } from '../../../apps/identity/src/app.ts';
import { readIdentityConfig } from '../../../apps/identity/src/config.ts';
import { settingsOnFreePorts } from '../start/free-ports.ts';
import { withOrigins } from '../start/origins.ts';
import { about, diagnose, type Environment, failures } from './testing/diagnose.ts';

describe('a tenant of another shape', () => {
  const CLIENT = 'aaaaaaaa-0000-4000-8000-000000000001';
  let data: string;
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let settings: Environment;
  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'surety-doctor-'));
    const free = await settingsOnFreePorts(data);
    const flow = (name: string, kind: string) => ({ name, kind, issuerForm: 'user-flow' });
    const tenant = {
      id: '11111111-2222-4333-8444-555555555555',
      name: 'contoso.onmicrosoft.com',
      userFlows: [
        flow('B2C_1_signupsignin1', 'sign-up-and-sign-in'),
        flow('B2C_1_signupsignin1_mfa', 'sign-in'),
        flow('B2C_1_profileediting1', 'profile-editing'),
        flow('B2C_1_passwordreset1', 'password-reset'),
      ],
      applications: [
        {
          id: CLIENT,
          name: 'Portal',
          kind: 'web',
          secrets: ['the-secret-of-the-portal'],
          redirectUris: [`${free.origins.portal}/sign-in/callback`],
          grantedScopes: ['Accounts.Read', 'Accounts.Write'].map(
            (scope) => `https://contoso.onmicrosoft.com/api/${scope}`,
          ),
        },
        {
          id: 'aaaaaaaa-0000-4000-8000-0000000000a1',
          name: 'API',
          kind: 'web',
          exposes: { appIdUri: 'https://contoso.onmicrosoft.com/api', scopes: ['Accounts.Read', 'Accounts.Write'] },
        },
      ],
    };
    writeFileSync(join(data, 'tenant.json'), JSON.stringify(tenant));
    const host = { ISSUER_ORIGIN: 'https://contoso.b2clogin.com', TENANT_FILE: join(data, 'tenant.json') };
    const config = readIdentityConfig({ ...withOrigins(free.settings), ...host });
    identity = await startIdentity(config, createLogger('identity', 'silent'));
    settings = {
      ...free.settings,
      AUTHORITY_ORIGIN: 'https://contoso.b2clogin.com',
      PROVIDER_BACK_CHANNEL: free.origins.identity,
      TENANT_NAME: 'contoso.onmicrosoft.com',
      PORTAL_CLIENT_ID: CLIENT,
      PORTAL_CLIENT_SECRET: 'the-secret-of-the-portal',
      API_APP_ID_URI: 'https://contoso.onmicrosoft.com/api',
    };
  });
  after(async () => {
    await identity.close();
    rmSync(data, { recursive: true, force: true });
  });

  test('the host of a real tenant and the issuer form with the user flow pass', async () => {
    const findings = await diagnose(settings);
    assert.deepEqual(failures(findings), []);
    assert.match(about(findings, /^issuer of sign-in/).says, /b2clogin\.com\/tfp\/.*the form with the user flow/);
  });

  test('an authority at another host than the issuer is named, with the right one', async () => {
    const custom = { ...settings, AUTHORITY_ORIGIN: 'https://login.contoso.example' };
    const found = about(await diagnose(custom), /^issuer of sign-in/);
    assert.deepEqual([found.status, found.todo], ['failed', 'Set AUTHORITY_ORIGIN=https://contoso.b2clogin.com.']);
  });
});
