import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aTenant, SIGN_IN } from '../testing/a-tenant.ts';
import { aRequest, askToken, claimsOf, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

describe('a user flow with the token settings of old clients', () => {
  let identity: TestIdentity;
  before(async () => {
    const [main] = aTenant().userFlows;
    assert.ok(main);
    const old = { ...main.tokens, userFlowClaim: 'acr', subject: 'not-supported' } as const;
    identity = await createTestIdentity({ tenant: aTenant({ tokens: old }) });
  });
  after(() => identity.close());

  test('names itself in acr, not in tfp, in both tokens', async () => {
    const { id_token, access_token } = await tokens(identity);
    for (const claims of [claimsOf(id_token), claimsOf(access_token)])
      assert.deepEqual([claims.acr, 'tfp' in claims], [SIGN_IN, false]);
  });

  test('has a text in sub that is the same for everybody, and the person in oid', async () => {
    const { id_token, access_token, refresh_token } = await tokens(identity, aRequest());
    const renewed = await askToken(identity, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
    for (const token of [id_token, access_token, renewed.body.id_token]) {
      const claims = claimsOf(token);
      assert.deepEqual([claims.sub, claims.oid], ['Not supported currently. Use oid claim.', identity.account.id]);
    }
  });
});
