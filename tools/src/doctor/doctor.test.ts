import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { createLogger, systemClock } from '@surety/web';
import { readApiConfig } from '../../../apps/api/src/config.ts';
import { startGraph } from '../../../apps/api/src/testing/graph.ts';
import { startIdentity } from '../../../apps/identity/src/app.ts';
import { readIdentityConfig } from '../../../apps/identity/src/config.ts';
import { readPortalConfig } from '../../../apps/portal/src/config.ts';
import {
  API_OF_EXTERNAL_ID as API_CLIENT_ID,
  startExternalId,
  TENANT,
} from '../../../apps/portal/src/testing/external-id.ts';
import {
  API,
  CLIENT_ID,
  CLIENT_SECRET,
  SECOND_FACTOR,
  startOpenidProvider,
} from '../../../apps/portal/src/testing/openid/openid-provider.ts';
import { createVisit } from '../../../apps/portal/src/testing/openid/visit.ts';
import { settingsOnFreePorts } from '../start/free-ports.ts';
import { withOrigins } from '../start/origins.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { patientOf } from './patient.ts';
import { checklist } from './report.ts';
import { type Ask, signInAndLook } from './sign-in.ts';

type Environment = Record<string, string>;

const patient = (environment: Environment, clock = systemClock) =>
  patientOf(readPortalConfig(withOrigins(environment)), readApiConfig(withOrigins(environment)), clock);
const diagnose = (environment: Environment) => examine(patient(environment));
const about = (findings: readonly Finding[], check: string | RegExp): Finding => {
  const found = findings.find((each) => (typeof check === 'string' ? each.check === check : check.test(each.check)));
  assert.ok(found, `${check} is not among ${findings.map((each) => each.check).join(', ')}`);
  return found;
};
const failures = (findings: readonly Finding[]): string[] =>
  findings.filter(({ status }) => status === 'failed').map(({ check, says }) => `${check}: ${says}`);

/** An origin at which nobody listens. */
async function nowhere(): Promise<string> {
  const { origins } = await settingsOnFreePorts('unused');
  return origins.portal;
}

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

describe('a certified OpenID Connect provider', () => {
  const portal = 'http://localhost:3000';
  let provider: Awaited<ReturnType<typeof startOpenidProvider>>;
  let settings: Environment;
  before(async () => {
    provider = await startOpenidProvider({ portals: [portal] });
    settings = {
      PROVIDER_KIND: 'openid-connect',
      ISSUER_URL: provider.issuer,
      PORTAL_CLIENT_ID: CLIENT_ID,
      PORTAL_CLIENT_SECRET: CLIENT_SECRET,
      API_CLIENT_ID: API,
      API_RESOURCE: API,
      ACR_VALUES: SECOND_FACTOR,
      SESSION_SECRET: 'the-secret-of-the-sessions',
    };
  });
  after(() => provider.close());

  test('nothing fails', async () => {
    assert.deepEqual(failures(await diagnose(settings)), []);
  });

  test('names a class that it does not offer, a wrong client, redirect URI and secret', async () => {
    const fails = async (change: Environment, check: string): Promise<void> => {
      assert.equal(about(await diagnose({ ...settings, ...change }), check).status, 'failed', check);
    };
    await fails({ ACR_VALUES: 'urn:unheard-of' }, 'acr_values');
    await fails({ PORTAL_CLIENT_ID: 'nobody' }, 'client id');
    await fails({ PORTAL_ORIGIN: 'http://localhost:1' }, 'redirect URI');
    await fails({ PORTAL_CLIENT_SECRET: 'wrong' }, 'client secret');
    await fails({ ISSUER_URL: `${provider.issuer}/other` }, 'metadata of the provider');
  });

  const visitor = (): Ask => {
    const { approve } = createVisit(portal);
    return async (_, url) => `${portal}${await approve(url)}`;
  };

  test('a sign-in shows what is in the tokens, and that the second factor is bound to the change', async () => {
    const findings = await signInAndLook(patient(settings), visitor());
    assert.deepEqual(failures(findings), []);
    for (const check of [
      'scopes granted',
      'verified address',
      'same person',
      'nonce in the access token',
      'second factor',
    ])
      assert.equal(about(findings, check).status, 'passed', check);
  });

  test('a sign-in shows that the nonce is not echoed, and which setting does without', async () => {
    const silent = await startOpenidProvider({ portals: [portal], echoesNonce: false });
    try {
      const strict = { ...settings, ISSUER_URL: silent.issuer };
      const findings = await signInAndLook(patient(strict), visitor());
      assert.match(about(findings, 'nonce in the access token').todo ?? '', /ACCEPT_UNBOUND_PROOF/);
      assert.equal(about(findings, 'second factor').status, 'failed');
      const weaker = await signInAndLook(patient({ ...strict, ACCEPT_UNBOUND_PROOF: 'true' }), visitor());
      assert.equal(about(weaker, 'second factor').status, 'passed');
    } finally {
      silent.close();
    }
  });

  test('a sign-in shows that the tokens are meant for another audience', async () => {
    const findings = await signInAndLook(patient({ ...settings, API_CLIENT_ID: 'another-api' }), visitor());
    assert.match(about(findings, 'access token').todo ?? '', /API_CLIENT_ID/);
  });
});

describe('External ID, as documented', () => {
  const settings = (origin: string): Environment => ({
    PROVIDER_KIND: 'external-id',
    AUTHORITY_ORIGIN: 'https://contoso.ciamlogin.com',
    PROVIDER_BACK_CHANNEL: origin,
    TENANT_ID: TENANT,
    PORTAL_CLIENT_ID: 'portal',
    PORTAL_CLIENT_SECRET: 'the-secret-of-the-portal',
    AUTHENTICATION_CONTEXTS: 'c1',
    SESSION_SECRET: 'the-secret-of-the-sessions',
  });

  const SECRETS = { clientId: 'portal', clientSecret: 'the-secret-of-the-portal' };
  const API_SECRET = 'the-secret-of-the-api';
  const visitor = (provider: Awaited<ReturnType<typeof startExternalId>>): Ask => {
    return async (_, url) => `http://localhost:3000${provider.approve(url)}`;
  };
  const accepting = { ACCEPT_UNBOUND_PROOF: 'true', ACCEPT_TOKEN_TIME_AS_PROOF_TIME: 'true' };

  test('a sign-in shows scopes that are not granted, an address that is not verified, a second factor that was not forced', async () => {
    const provider = await startExternalId({ ...SECRETS, now: systemClock });
    const look = () =>
      signInAndLook(patient({ ...settings(provider.origin), ...accepting, API_CLIENT_ID }), visitor(provider));
    try {
      assert.deepEqual(failures(await look()), []);
      provider.state.tamperAccess = ({ acrs: _, ...claims }) => ({ ...claims, scp: 'Accounts.Read', xms_edov: false });
      const findings = await look();
      const granted = about(findings, 'scopes granted');
      assert.deepEqual([granted.status, granted.says], ['failed', 'lacking Accounts.Write']);
      assert.match(granted.todo ?? '', /Grant the api's scopes/);
      assert.match(about(findings, 'verified address').todo ?? '', /Select the e-mail claim/);
      const factor = about(findings, 'second factor');
      assert.equal(factor.status, 'failed');
      assert.match(factor.todo ?? '', /Make the provider force MFA/);
      provider.state.tamper = ({ name: _, preferred_username: __, ...claims }) => claims;
      assert.match(about(await look(), 'name').todo ?? '', /Select Display Name/);
    } finally {
      provider.close();
    }
  });

  test('an origin of somebody else on the way to the sign-in page is named, with the setting', async () => {
    const through = 'https://accounts.social.example';
    const provider = await startExternalId({ ...SECRETS, now: systemClock, pagesFor: [], leadsThrough: through });
    const way = async (change: Environment) =>
      about(await diagnose({ ...settings(provider.origin), ...change }), 'way to the sign-in page');
    try {
      assert.deepEqual(
        [(await way({})).status, (await way({})).todo],
        ['failed', `Set FURTHER_SIGN_IN_ORIGINS=${through}`],
      );
      assert.notEqual((await way({ FURTHER_SIGN_IN_ORIGINS: through })).status, 'failed');
    } finally {
      provider.close();
    }
  });

  test('profiles at Graph: the api’s secret and Graph are seen from outside, the permission by a sign-in', async () => {
    const graph = await startGraph({ clientId: API_CLIENT_ID, clientSecret: API_SECRET });
    graph.state.users.set('oid-ada', { displayName: 'Ada Demo' });
    const provider = await startExternalId({ ...SECRETS, now: systemClock, onBehalfOf: graph.exchange });
    const keeping = {
      ...settings(provider.origin),
      ...accepting,
      ...{ API_CLIENT_ID, API_CLIENT_SECRET: API_SECRET, GRAPH_PROFILE: 'true', GRAPH_ORIGIN: graph.origin },
    };
    const byGraph = (findings: readonly Finding[]) => about(findings, 'profile at Microsoft Graph');
    try {
      const findings = await diagnose(keeping);
      assert.deepEqual(
        ["api's secret", 'Microsoft Graph'].map((check) => about(findings, check).status),
        ['passed', 'passed'],
      );
      assert.equal(byGraph(findings).status, 'unseen');
      const wrong = await diagnose({
        ...keeping,
        API_CLIENT_SECRET: 'a-secret-of-yesterday',
        GRAPH_ORIGIN: await nowhere(),
      });
      assert.match(about(wrong, "api's secret").todo ?? '', /API_CLIENT_SECRET/);
      assert.match(about(wrong, 'Microsoft Graph').todo ?? '', /GRAPH_ORIGIN/);
      assert.doesNotMatch(JSON.stringify(wrong), /a-secret-of-yesterday/);
      assert.equal(byGraph(await signInAndLook(patient(keeping), visitor(provider))).status, 'passed');
      graph.state.isConsented = false;
      const refused = byGraph(await signInAndLook(patient(keeping), visitor(provider)));
      assert.equal(refused.status, 'failed');
      assert.match(refused.todo ?? '', /User\.ReadWrite[^.]*admin consent/);
      assert.deepEqual(graph.state.patches, [], 'nothing is changed');
    } finally {
      provider.close();
      graph.close();
    }
  });

  test('its issuer of the GUID host is taken, and what it cannot prove is a failure until it is accepted', async () => {
    const provider = await startExternalId({
      clientId: 'portal',
      clientSecret: 'the-secret-of-the-portal',
      now: systemClock,
    });
    try {
      const findings = await diagnose(settings(provider.origin));
      assert.equal(about(findings, 'issuer of the tenant').status, 'passed');
      assert.equal(about(findings, 'client secret').status, 'passed');
      assert.match(about(findings, 'binding to the change').todo ?? '', /ACCEPT_UNBOUND_PROOF/);
      const accepted = await diagnose({ ...settings(provider.origin), ACCEPT_UNBOUND_PROOF: 'true' });
      assert.ok(!accepted.some(({ check }) => check === 'binding to the change'));
    } finally {
      provider.close();
    }
  });
});

test('names a provider that is slow, and one that does not answer at all', async () => {
  let delayMs = 60;
  const server = createServer((_, response) => {
    if (delayMs < Number.POSITIVE_INFINITY) setTimeout(() => response.end(JSON.stringify(metadata)), delayMs);
  }).listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const endpoints = { authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t`, jwks_uri: `${origin}/k` };
  const metadata = { issuer: origin, ...endpoints };
  const secrets = { PORTAL_CLIENT_SECRET: 's', SESSION_SECRET: 'the-secret-of-the-sessions' };
  const settings = { PROVIDER_KIND: 'openid-connect', ISSUER_URL: origin, ACR_VALUES: 'a', ...secrets };
  try {
    const slow = about(await examine({ ...patient(settings), slowMs: 20 }), 'metadata of the provider');
    assert.equal(slow.status, 'doubtful');
    assert.match(slow.todo ?? '', /slow from here: look at the network/);
    delayMs = Number.POSITIVE_INFINITY;
    const silent = about(await examine({ ...patient(settings), patienceMs: 100 }), 'metadata of the provider');
    assert.equal(silent.status, 'failed');
    assert.match(silent.says, /did not answer in time/);
    assert.match(silent.todo ?? '', /look at the network/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('names keys that are missing, private keys that are published, another issuer, and what is no metadata at all', async () => {
  let keys: object[] = [];
  let issuer = '';
  const server = createServer((request, response) => {
    if (request.url === '/broken/.well-known/openid-configuration') return void response.end('<p>hello</p>');
    if (request.url === '/keys') return void response.end(JSON.stringify({ keys }));
    const endpoints = {
      authorization_endpoint: `${origin}/a`,
      token_endpoint: `${origin}/t`,
      jwks_uri: `${origin}/keys`,
    };
    response.end(JSON.stringify({ issuer: issuer || origin, ...endpoints }));
  }).listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const settings = { PROVIDER_KIND: 'openid-connect', ISSUER_URL: origin, PORTAL_CLIENT_SECRET: 's', ACR_VALUES: 'a' };
  const environment = { ...settings, SESSION_SECRET: 'the-secret-of-the-sessions' };
  try {
    assert.match(about(await diagnose(environment), 'keys of the provider').says, /no public key/);
    keys = [{ kty: 'RSA', n: 'n', e: 'AQAB', d: 'private' }];
    assert.match(about(await diagnose(environment), 'keys of the provider').todo ?? '', /at once/);
    issuer = 'https://login.other.example';
    const other = about(await diagnose(environment), 'issuer of the provider');
    assert.deepEqual([other.status, other.todo], ['failed', `Set ISSUER_URL=${issuer}.`]);
    const tenant = {
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: 'https://contoso.ciamlogin.com',
      TENANT_ID: TENANT,
    };
    const external = { ...environment, ...tenant, PROVIDER_BACK_CHANNEL: origin, AUTHENTICATION_CONTEXTS: 'c1' };
    assert.match(about(await diagnose(external), 'issuer of the tenant').todo ?? '', /Check TENANT_ID/);
    const broken = await diagnose({ ...environment, ISSUER_URL: `${origin}/broken` });
    assert.match(about(broken, 'metadata of the provider').says, /no metadata document/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
