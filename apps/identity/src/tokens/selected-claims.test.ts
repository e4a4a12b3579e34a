import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aTenant, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, claimsOf, tokens } from '../testing/sign-in.ts';
import { createTestIdentity } from '../testing/test-identity.ts';

const PROTOCOL = ['exp', 'nbf', 'ver', 'iss', 'sub', 'aud', 'nonce', 'iat'];

test('tokens say about the person what the user flow selects, and nothing besides', async () => {
  for (const claims of [[], ['city'], ['emails', 'newUser', 'jobTitle'], ['oid', 'name']] as const) {
    const identity = await createTestIdentity({ tenant: aTenant({ claims }) });
    const body = await tokens(identity, aRequest(), { isNewUser: true });
    const selected = claims.filter((name) => name !== 'jobTitle');
    const expected = {
      id: [...PROTOCOL, 'auth_time', 'tfp', ...selected],
      access: [...PROTOCOL, 'azp', 'scp', 'tfp', ...selected],
    };
    assert.deepEqual(Object.keys(claimsOf(body.id_token)).sort(), expected.id.sort());
    assert.deepEqual(Object.keys(claimsOf(body.access_token)).sort(), expected.access.sort());
    const url = `/${TENANT_NAME}/B2C_1_signupsignin1/v2.0/.well-known/openid-configuration`;
    const { claims_supported: announced } = (await identity.app.inject(url)).json();
    assert.deepEqual(announced, [...claims, 'iss', 'iat', 'exp', 'aud', 'acr', 'nonce', 'auth_time']);
    await identity.close();
  }
});
