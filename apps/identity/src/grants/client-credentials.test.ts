import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compactVerify, createLocalJWKSet } from 'jose';
import { API, DAEMON, OTHER_API, SIGN_IN, SPA, STEP_UP, TENANT_ID } from '../testing/a-tenant.ts';
import { askToken, claimsOf } from '../testing/sign-in.ts';
import { createTestIdentity, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
});
after(() => identity.close());

const FORM = {
  grant_type: 'client_credentials',
  client_id: DAEMON.clientId,
  client_secret: DAEMON.secret,
  scope: `${OTHER_API.appIdUri}/.default`,
};

const ask = (changes: Record<string, string | undefined> = {}, userFlow = SIGN_IN) =>
  askToken(identity, { ...FORM, ...changes }, { userFlow });

async function refusal(changes: Record<string, string | undefined>) {
  const { status, body } = await ask(changes);
  return [status, body.error, String(body.error_description).split(':')[0]];
}

test('an application gets a token for itself: the members and claims of B2C, with its granted app roles', async () => {
  const { status, headers, body } = await ask();
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  const members = ['access_token', 'token_type', 'not_before', 'expires_in', 'expires_on', 'resource'];
  assert.deepEqual(Object.keys(body), members);
  const now = Math.floor(identity.clock.now.getTime() / 1000);
  const { sub, ...claims } = claimsOf(body.access_token);
  assert.match(String(sub), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(claims, {
    iss: `${ISSUER_ORIGIN}/${TENANT_ID}/v2.0/`,
    exp: now + 3600,
    nbf: now,
    aud: OTHER_API.applicationId,
    scp: 'jobs.read jobs.write',
    azp: DAEMON.clientId,
    ver: '1.0',
    iat: now,
  });
  const keys = createLocalJWKSet({ keys: [...(await identity.services.signingKeys.published())] });
  await compactVerify(String(body.access_token), keys);
});

test('the resource may be named by its application id, in any letter case, beside nothing else', async () => {
  for (const scope of [`${OTHER_API.applicationId.toUpperCase()}/.default`, ` ${FORM.scope} ${FORM.scope} `])
    assert.equal((await ask({ scope })).body.resource, OTHER_API.applicationId);
});

test('its token is the same at every user flow, and never names one: no step-up can be had this way', async () => {
  const first = claimsOf((await ask()).body.access_token);
  const second = claimsOf((await ask({}, STEP_UP)).body.access_token);
  assert.equal(second.sub, first.sub);
  assert.equal('tfp' in second, false);
});

test('what is not asked rightly is refused in the words of B2C', async () => {
  assert.deepEqual(await refusal({ scope: undefined }), [400, 'invalid_request', 'AADB2C90083']);
  assert.deepEqual(await refusal({ scope: ' ' }), [400, 'invalid_request', 'AADB2C90083']);
  for (const scope of [
    `${OTHER_API.appIdUri}/jobs.read`,
    'openid',
    `${FORM.scope} openid`,
    'https://x/.default',
    '/.default',
  ])
    assert.deepEqual(await refusal({ scope }), [400, 'invalid_request', 'AADB2C90117'], scope);
  const two = `${FORM.scope} ${API.appIdUri}/.default`;
  assert.deepEqual(await refusal({ scope: two }), [400, 'invalid_request', 'AADB2C90146']);
  const ungranted = `${API.appIdUri}/.default`;
  assert.deepEqual(await refusal({ scope: ungranted }), [400, 'unauthorized_client', 'AADB2C90205']);
  assert.deepEqual(await refusal({ client_secret: 'wrong' }), [400, 'invalid_client', 'AADB2C90081']);
  assert.deepEqual(await refusal({ client_secret: undefined }), [400, 'invalid_client', 'AADB2C90079']);
});

test('a public client gets no token for itself', async () => {
  const publicClient = { client_id: SPA.clientId, client_secret: undefined };
  assert.deepEqual(await refusal(publicClient), [400, 'unauthorized_client', 'AADB2C90058']);
});
