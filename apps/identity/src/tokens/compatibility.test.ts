import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ERROR_TABLE } from '../errors/error-table.ts';
import { OPEN_CODES } from '../tenant/error-words.ts';
import { aTenant, READ, ROPC, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { answerOf, aRequest, askFor, askToken, claimsOf, signIn, tokens } from '../testing/sign-in.ts';
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

test('idp may be asked for, and stands in no token of a local account', async () => {
  const [main] = aTenant().userFlows;
  assert.ok(main);
  const identity = await createTestIdentity({ tenant: aTenant({ claims: [...main.claims, 'idp'] }) });
  try {
    const { id_token, access_token } = await tokens(identity);
    for (const token of [id_token, access_token]) assert.equal('idp' in claimsOf(token), false);
    const url = `/${TENANT_NAME}/${SIGN_IN}/v2.0/.well-known/openid-configuration`;
    assert.ok((await identity.app.inject(url)).json().claims_supported.includes('idp'));
  } finally {
    await identity.close();
  }
});

test('a user flow says how answers travel when the request does not, and the request comes first', async () => {
  const defaultResponseMode = { code: 'fragment' } as const;
  const identity = await createTestIdentity({ tenant: aTenant({ defaultResponseMode }) });
  try {
    assert.match((await signIn(identity)).url.hash, /code=/);
    assert.match((await signIn(identity, aRequest({ response_mode: 'query' }))).url.search, /code=/);
    const refused = await askFor(identity, aRequest({ prompt: 'none' }));
    assert.match(new URL(String(refused.headers.location)).hash, /AADB2C90077/);
  } finally {
    await identity.close();
  }
});

test('a tenant says the error words that nobody knows of B2C, at the redirect and at the token endpoint', async () => {
  const errorWords = { AADB2C90043: 'server_error', AADB2C90225: 'invalid_grant' } as const;
  const identity = await createTestIdentity({ tenant: { ...aTenant(), errorWords } });
  try {
    const refused = await askFor(identity, aRequest({ prompt: 'dance' }));
    assert.deepEqual(
      [answerOf(refused).get('error'), answerOf(refused).get('error_description')?.slice(0, 11)],
      ['server_error', 'AADB2C90043'],
    );
    const form = { grant_type: 'password', username: 'nobody@demo.example', password: 'wrong', scope: READ };
    assert.equal((await askToken(identity, form, { userFlow: ROPC })).body.error, 'invalid_grant');
    assert.ok(OPEN_CODES.every((code) => code in ERROR_TABLE));
  } finally {
    await identity.close();
  }
});
