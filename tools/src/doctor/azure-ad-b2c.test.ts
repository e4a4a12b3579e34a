import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { createLogger } from '@surety/web';
import { startIdentity } from '../../../apps/identity/src/app.ts';
import { readIdentityConfig } from '../../../apps/identity/src/config.ts';
import { settingsOnFreePorts } from '../start/free-ports.ts';
import { withOrigins } from '../start/origins.ts';
import { examine } from './examine.ts';
import { checklist } from './report.ts';
import { about, diagnose, type Environment, failures, nowhere, patient } from './testing/diagnose.ts';

describe('the embedded identity, as Azure AD B2C', async () => {
  let data: string;
  let settings: Environment;
  const stops: (() => Promise<void>)[] = [];
  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'surety-doctor-'));
    const free = await settingsOnFreePorts(data);
    settings = { ...free.settings, LOG_LEVEL: 'silent', PORTAL_CLIENT_SECRET: 'the-secret-of-the-portal' };
    const identity = await startIdentity(readIdentityConfig(withOrigins(settings)), createLogger('identity', 'silent'));
    stops.push(identity.close);
  });
  after(async () => {
    for (const stop of stops) await stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('nothing fails, and what only a sign-in shows is said', async () => {
    const findings = await diagnose(settings);
    assert.deepEqual(failures(findings), []);
    assert.match(about(findings, /^issuer of sign-in/).says, /the default form/);
    for (const check of ['client id', 'redirect URI', 'scopes', 'client secret', 'sign-out'])
      assert.equal(about(findings, check).status, 'passed', check);
    assert.equal(about(findings, 'step-up user flow').status, 'unseen');
    assert.equal(findings.filter(({ check, status }) => /^kind of/.test(check) && status === 'passed').length, 4);
    const text = stripVTControlCharacters(checklist(findings));
    assert.match(text, /✓ client id: .*\n/);
    assert.match(text, /Nothing failed/);
    assert.doesNotMatch(text, /the-secret-of-the-portal/);
  });

  const wrong: [string, Environment, string | RegExp, RegExp][] = [
    ['a wrong tenant', { TENANT_NAME: 'fabrikam.onmicrosoft.com' }, /^metadata of sign-in/, /answers 404/],
    ['a user flow that is not there', { PROFILE_EDITING_USER_FLOW: 'B2C_1_no_such' }, /^metadata of profile/, /404/],
    ['a wrong client id', { PORTAL_CLIENT_ID: '00000000-0000-4000-8000-000000000009' }, 'client id', /not known/],
    ['a portal at another address', { PORTAL_ORIGIN: 'http://localhost:1' }, 'redirect URI', /not registered/],
    ['scopes of another api', { API_APP_ID_URI: 'https://surety.onmicrosoft.com/other' }, 'scopes', /refused/],
    ['a rotated secret', { PORTAL_CLIENT_SECRET: 'a-secret-of-yesterday' }, 'client secret', /wrong or expired/],
    ['a step-up that is the sign-in', { STEP_UP_USER_FLOWS: 'B2C_1_signupsignin1' }, 'step-up user flow', /itself/],
    [
      'a sign-in named as the password reset',
      { PASSWORD_RESET_USER_FLOW: 'B2C_1_signupsignin1_mfa' },
      /^kind of password reset/,
      /begins with a sign-in/,
    ],
    [
      'a password reset named as the sign-in',
      { SIGN_IN_USER_FLOW: 'B2C_1_passwordreset1' },
      /^kind of sign-in/,
      /begins with no sign-in/,
    ],
    [
      'one user flow for two things',
      { PROFILE_EDITING_USER_FLOW: 'B2C_1_signupsignin1' },
      /^kind of profile/,
      /name the same user flow/,
    ],
    ['a provider that is not running', { PROVIDER_BACK_CHANNEL: await nowhere() }, /^metadata/, /nobody listens/],
  ];
  for (const [what, change, check, says] of wrong)
    test(`names ${what}, with what to do`, async () => {
      const found = about(await diagnose({ ...settings, ...change }), check);
      assert.equal(found.status, 'failed', JSON.stringify(found));
      assert.match(found.says, says);
      assert.ok(found.todo);
      assert.doesNotMatch(JSON.stringify(found), /a-secret-of-yesterday/);
    });

  test('names a clock that is off', async () => {
    const early = () => new Date(Date.now() - 5 * 60_000);
    const found = about(await examine(patient(settings, early)), /^clock/);
    assert.equal(found.status, 'failed');
    assert.match(found.says, /^(299|300|301) s apart$/);
  });

  test('reached by TLS without its CA, it says that the certificate is not trusted', async () => {
    const { TLS_PORT = '' } = settings;
    const authority = { AUTHORITY_ORIGIN: `https://127.0.0.1:${TLS_PORT}`, PROVIDER_BACK_CHANNEL: '' };
    const found = about(await diagnose({ ...settings, ...authority }), /^certificate/);
    assert.equal(found.status, 'failed');
    assert.match(found.todo ?? '', /NODE_EXTRA_CA_CERTS/);
  });
});
