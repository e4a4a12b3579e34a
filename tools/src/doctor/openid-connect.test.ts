import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  API,
  CLIENT_ID,
  CLIENT_SECRET,
  SECOND_FACTOR,
  startOpenidProvider,
} from '../../../apps/portal/src/testing/openid/openid-provider.ts';
import { createVisit } from '../../../apps/portal/src/testing/openid/visit.ts';
import { type Ask, signInAndLook } from './sign-in.ts';
import { about, diagnose, type Environment, failures, patient } from './testing/diagnose.ts';

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
