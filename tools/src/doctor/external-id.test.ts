import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '@surety/web';
import { startGraph } from '../../../apps/api/src/testing/graph.ts';
import {
  API_OF_EXTERNAL_ID as API_CLIENT_ID,
  startExternalId,
  TENANT,
} from '../../../apps/portal/src/testing/external-id.ts';
import type { Finding } from './finding.ts';
import { type Ask, signInAndLook } from './sign-in.ts';
import { about, diagnose, type Environment, failures, nowhere, patient } from './testing/diagnose.ts';

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
