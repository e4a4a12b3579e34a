import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { compactVerify, createLocalJWKSet } from 'jose';
import { API, PORTAL, READ, SIGN_IN, TENANT_ID, TENANT_NAME, WRITE } from '../testing/a-tenant.ts';
import { aRequest, claimsOf, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: tokens`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    test('an ID token has the claims of B2C, in its order', async () => {
      const claims = claimsOf((await tokens(identity)).id_token);
      const now = identity.clock.now.getTime() / 1000;
      assert.deepEqual(Object.entries(claims), [
        ['exp', now + 3600],
        ['nbf', now],
        ['ver', '1.0'],
        ['iss', `${ISSUER_ORIGIN}/${TENANT_ID}/v2.0/`],
        ['sub', identity.account.id],
        ['aud', PORTAL.clientId],
        ['nonce', 'a-nonce'],
        ['iat', now],
        ['auth_time', now],
        ['oid', identity.account.id],
        ['given_name', 'Ada'],
        ['family_name', 'Example'],
        ['name', 'Ada Example'],
        ['city', 'Graz'],
        ['country', 'Austria'],
        ['emails', [identity.account.email]],
        ['tfp', SIGN_IN],
      ]);
    });

    test('an access token says which user flow ran, but neither when nor how', async () => {
      const claims = claimsOf((await tokens(identity, aRequest({ scope: `openid ${READ} ${WRITE}` }))).access_token);
      assert.deepEqual(Object.keys(claims), [
        'iss',
        'exp',
        'nbf',
        'aud',
        'given_name',
        'family_name',
        'city',
        'country',
        'oid',
        'sub',
        'name',
        'emails',
        'tfp',
        'nonce',
        'scp',
        'azp',
        'ver',
        'iat',
      ]);
      assert.deepEqual(
        [claims.aud, claims.scp, claims.azp, claims.nonce],
        [API.applicationId, 'Accounts.Read Accounts.Write', PORTAL.clientId, 'a-nonce'],
      );
    });

    test('newUser stands in the tokens of a sign-up only; empty attributes nowhere', async () => {
      const account = await identity.addAccount({ attributes: { name: 'Ben', city: '' } });
      const run = { accountId: account.id };
      assert.equal(claimsOf((await tokens(identity, aRequest(), { ...run, isNewUser: true })).id_token).newUser, true);
      const claims = claimsOf((await tokens(identity, aRequest(), run)).id_token);
      assert.deepEqual(['newUser' in claims, 'city' in claims, 'given_name' in claims], [false, false, false]);
    });

    test('both verify with the published keys; the header is that of B2C', async () => {
      const response = await identity.app.inject(`/${TENANT_NAME}/${SIGN_IN}/discovery/v2.0/keys`);
      const keys = createLocalJWKSet(response.json());
      const { access_token, id_token } = await tokens(identity);
      for (const token of [access_token, id_token]) {
        const { protectedHeader } = await compactVerify(String(token), keys);
        assert.deepEqual(Object.keys(protectedHeader), ['typ', 'alg', 'kid']);
        assert.deepEqual([protectedHeader.typ, protectedHeader.alg], ['JWT', 'RS256']);
      }
    });
  });
}
