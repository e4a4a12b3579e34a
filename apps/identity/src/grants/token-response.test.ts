import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { API, PORTAL, READ, SIGN_IN, STEP_UP, TENANT_ID } from '../testing/a-tenant.ts';
import { aRequest, askToken, claimsOf, codeForm, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { newCode, OPENID_ONLY } from '../testing/token-requests.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: what the token endpoint answers`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    test('with a resource: the members of B2C, in its order', async () => {
      const { status, headers, body } = await askToken(identity, codeForm(await newCode(identity)));
      assert.equal(status, 200);
      assert.equal(headers['cache-control'], 'no-store');
      assert.deepEqual(Object.keys(body), [
        'access_token',
        'id_token',
        'token_type',
        'not_before',
        'expires_in',
        'expires_on',
        'resource',
        'id_token_expires_in',
        'profile_info',
        'scope',
        'refresh_token',
        'refresh_token_expires_in',
      ]);
      const now = identity.clock.now.getTime() / 1000;
      assert.deepEqual(
        [body.token_type, body.not_before, body.expires_in, body.expires_on, body.resource, body.scope],
        ['Bearer', now, 3600, now + 3600, API.applicationId, READ],
      );
      assert.equal(body.refresh_token_expires_in, 14 * 24 * 60 * 60);
    });

    test('without a resource there is no access token', async () => {
      const { body } = await askToken(identity, codeForm(await newCode(identity, OPENID_ONLY)));
      assert.deepEqual(Object.keys(body), [
        'id_token',
        'token_type',
        'not_before',
        'id_token_expires_in',
        'profile_info',
        'scope',
        'refresh_token',
        'refresh_token_expires_in',
      ]);
      assert.equal(body.scope, 'offline_access openid');
    });

    test('client_info stands in place of two members and names the user flow in lower case', async () => {
      const { body } = await askToken(identity, codeForm(await newCode(identity, OPENID_ONLY), { client_info: '1' }));
      assert.deepEqual(Object.keys(body), [
        'id_token',
        'token_type',
        'not_before',
        'client_info',
        'scope',
        'refresh_token',
        'refresh_token_expires_in',
      ]);
      assert.equal(body.scope, '');
      const info = JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString());
      assert.deepEqual(info, { uid: `${identity.account.id}-b2c_1_signupsignin1`, utid: TENANT_ID });
    });

    test('without offline_access there is no refresh token', async () => {
      const { body } = await askToken(
        identity,
        codeForm(await newCode(identity, aRequest({ scope: `openid ${READ}` }))),
      );
      assert.equal(body.refresh_token, undefined);
      const other = await askToken(identity, codeForm(await newCode(identity), { scope: `openid ${READ}` }));
      assert.equal(other.body.refresh_token, undefined);
    });

    test('the client id as a scope gives a token for the client itself', async () => {
      const body = await tokens(identity, aRequest({ scope: `openid ${PORTAL.clientId}` }));
      assert.equal(body.scope, PORTAL.clientId);
      const claims = claimsOf(body.access_token);
      assert.deepEqual([claims.aud, 'scp' in claims], [PORTAL.clientId, false]);
    });

    test('the step-up flow gives five minutes and never a refresh token', async () => {
      const body = await tokens(identity, aRequest(), { userFlow: STEP_UP });
      assert.deepEqual([body.expires_in, body.refresh_token], [300, undefined]);
      assert.equal(claimsOf(body.access_token).tfp, STEP_UP);
    });

    test('the URL may name the user flow in any letter case and in the query', async () => {
      const url = `/${TENANT_ID}/OAuth2/v2.0/TOKEN?p=b2c_1_SIGNUPSIGNIN1&client_id=${PORTAL.clientId}`;
      const form = codeForm(await newCode(identity), { client_secret: PORTAL.secret }) as Record<string, string>;
      const response = await identity.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      });
      assert.equal(response.statusCode, 200, response.body);
      assert.equal(claimsOf(response.json<{ id_token: string }>().id_token).tfp, SIGN_IN);
    });
  });
}
