import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SIGN_IN, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { createTestIdentity, ISSUER_ORIGIN, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
});
after(() => identity.close());

const DOCUMENT = '/v2.0/.well-known/openid-configuration';
const get = (url: string) => identity.app.inject(url);
const read = async (url: string) => (await get(url)).json() as Record<string, string>;

test('metadata has exactly the twelve members of B2C, in its order', async () => {
  assert.deepEqual(Object.keys(await read(`/${TENANT_NAME}/${SIGN_IN}${DOCUMENT}`)), [
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'end_session_endpoint',
    'jwks_uri',
    'response_modes_supported',
    'response_types_supported',
    'scopes_supported',
    'subject_types_supported',
    'id_token_signing_alg_values_supported',
    'token_endpoint_auth_methods_supported',
    'claims_supported',
  ]);
});

test('endpoints are lower case whatever the case of the request', async () => {
  const metadata = await read(`/CONTOSO.onmicrosoft.com/b2c_1_SIGNUPsignin1/V2.0/.well-known/OpenID-configuration`);
  assert.equal(metadata.token_endpoint, `${ORIGIN}/${TENANT_NAME}/b2c_1_signupsignin1/oauth2/v2.0/token`);
  assert.equal(metadata.issuer, `${ISSUER_ORIGIN}/${TENANT_ID}/v2.0/`);
});

test('the query form answers in the query form', async () => {
  const metadata = await read(`/${TENANT_NAME}${DOCUMENT}?p=${SIGN_IN}`);
  assert.equal(metadata.jwks_uri, `${ORIGIN}/${TENANT_NAME}/discovery/v2.0/keys?p=b2c_1_signupsignin1`);
});

test('the tenant is echoed as it was named, and so is tfp', async () => {
  const metadata = await read(`/tfp/${TENANT_ID.toUpperCase()}/${SIGN_IN}${DOCUMENT}`);
  assert.equal(metadata.end_session_endpoint, `${ORIGIN}/tfp/${TENANT_ID}/b2c_1_signupsignin1/oauth2/v2.0/logout`);
});

test('a user flow that chose it has an issuer of its own', async () => {
  const { issuer } = await read(`/${TENANT_NAME}/B2C_1_strict${DOCUMENT}`);
  assert.equal(issuer, `${ISSUER_ORIGIN}/tfp/${TENANT_ID}/b2c_1_strict/v2.0/`);
});

test('every endpoint of the metadata answers', async () => {
  for (const form of [`/${TENANT_NAME}/${SIGN_IN}${DOCUMENT}`, `/tfp/${TENANT_ID}${DOCUMENT}?p=${SIGN_IN}`]) {
    const metadata = await read(form);
    for (const name of ['authorization_endpoint', 'end_session_endpoint', 'jwks_uri']) {
      const { statusCode } = await get(String(metadata[name]).slice(ORIGIN.length));
      assert.notEqual(statusCode, 404, name);
    }
    const token = await identity.app.inject({
      method: 'POST',
      url: String(metadata.token_endpoint).slice(ORIGIN.length),
    });
    assert.equal(token.statusCode, 400);
  }
});

test('metadata and keys may be cached and read by single-page applications', async () => {
  for (const path of [DOCUMENT, '/discovery/v2.0/keys']) {
    const { headers } = await get(`/${TENANT_NAME}/${SIGN_IN}${path}`);
    assert.equal(headers['cache-control'], 'public, max-age=3600');
    assert.equal(headers['access-control-allow-origin'], '*');
  }
});

test('an unknown tenant or user flow is not found', async () => {
  for (const base of [`/${TENANT_NAME}/B2C_1_unknown`, `/fabrikam.onmicrosoft.com/${SIGN_IN}`, `/${TENANT_NAME}`]) {
    const { statusCode, body } = await get(`${base}${DOCUMENT}`);
    assert.equal(statusCode, 404);
    assert.match(body, /AADB2C90025/);
  }
});

test('keys have exactly the members of B2C', async () => {
  const { keys } = (await get(`/${TENANT_NAME}/${SIGN_IN}/discovery/v2.0/keys`)).json() as { keys: object[] };
  assert.equal(keys.length, 1);
  assert.deepEqual(Object.keys(keys[0] ?? {}), ['kid', 'nbf', 'use', 'kty', 'e', 'n']);
  const { kid, n, e, ...rest } = keys[0] as Record<string, string>;
  assert.match(kid ?? '', /^[\w-]{43}$/);
  assert.deepEqual([rest.kty, rest.use, e, Buffer.from(n ?? '', 'base64url').length], ['RSA', 'sig', 'AQAB', 2048 / 8]);
});

test('GET /health/live and /health/ready answer', async () => {
  assert.equal((await get('/health/live')).statusCode, 200);
  assert.equal((await get('/health/ready')).statusCode, 200);
});
