import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PORTAL, SHOP, SPA, STEP_UP } from '../testing/a-tenant.ts';
import { aRequest, askToken, codeForm, VERIFIER } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { newCode, refusalOf } from '../testing/token-requests.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a client is refused`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    const cases: [name: string, changes: Record<string, string | undefined>, error: string, code: string][] = [
      ['without grant type', { grant_type: undefined }, 'invalid_request', 'AADB2C90083'],
      ['with an unknown grant type', { grant_type: 'implicit' }, 'unsupported_grant_type', 'AADB2C90086'],
      ['with a grant type of an object', { grant_type: 'constructor' }, 'unsupported_grant_type', 'AADB2C90086'],
      ['without client id', { client_id: undefined }, 'invalid_request', 'AADB2C90083'],
      ['that is unknown', { client_id: 'bbbbbbbb-0000-4000-8000-000000000001' }, 'invalid_client', 'AADB2C90018'],
      ['without its secret', { client_secret: undefined }, 'invalid_client', 'AADB2C90079'],
      ['with a wrong secret', { client_secret: 'wrong' }, 'invalid_client', 'AADB2C90081'],
      ['without code', { code: undefined }, 'invalid_request', 'AADB2C90083'],
      ['without redirect URI', { redirect_uri: undefined }, 'invalid_request', 'AADB2C90083'],
      ['with a code that is none', { code: 'nonsense' }, 'invalid_grant', 'AADB2C90090'],
      ['with a code never issued', { code: 'A'.repeat(43) }, 'invalid_grant', 'AADB2C90090'],
      ['with another redirect URI', { redirect_uri: `${PORTAL.origin}/` }, 'redirect_uri_mismatch', 'AADB2C90006'],
      ['without verifier', { code_verifier: undefined }, 'invalid_grant', 'AADB2C90183'],
      ['with a short verifier', { code_verifier: 'short' }, 'invalid_grant', 'AADB2C90183'],
      ['with a wrong verifier', { code_verifier: `${VERIFIER}x` }, 'invalid_grant', 'AADB2C90182'],
      ['with a scope nobody knows', { scope: 'openid nonsense' }, 'invalid_request', 'AADB2C90117'],
    ];
    for (const [name, changes, error, code] of cases) {
      test(`${name}, and the code stays good`, async () => {
        const form = codeForm(await newCode(identity));
        assert.deepEqual(await refusalOf(identity, { ...form, ...changes }), [400, error, code]);
        assert.equal((await askToken(identity, form)).status, 200);
      });
    }

    test("with another application's code", async () => {
      const form = { ...codeForm(await newCode(identity)), client_id: SHOP.clientId, client_secret: SHOP.secrets[0] };
      assert.deepEqual(await refusalOf(identity, form), [400, 'invalid_grant', 'AADB2C90279']);
    });

    test('at the token endpoint of another user flow, which the error names', async () => {
      const form = codeForm(await newCode(identity));
      const { body } = await askToken(identity, form, { userFlow: STEP_UP });
      assert.match(
        String(body.error_description),
        /^AADB2C90088: .* Actual Value : B2C_1_signupsignin1 and Expected Value : B2C_1_signupsignin1_mfa\r\n/,
      );
    });

    test('that is public and sends a secret', async () => {
      assert.deepEqual(await refusalOf(identity, { ...codeForm('x'), client_id: SPA.clientId }), [
        400,
        'invalid_request',
        'AADB2C90084',
      ]);
    });

    test('with a verifier for a code that has no challenge', async () => {
      const code = await newCode(identity, aRequest({ code_challenge: undefined, code_challenge_method: undefined }));
      assert.deepEqual(await refusalOf(identity, codeForm(code)), [400, 'invalid_grant', 'AADB2C90182']);
      assert.equal((await askToken(identity, codeForm(code, { code_verifier: undefined }))).status, 200);
    });

    test('with a code of eleven minutes ago', async () => {
      const code = await newCode(identity);
      const began = identity.clock.now;
      identity.clock.now = new Date(began.getTime() + 11 * 60_000);
      assert.deepEqual(await refusalOf(identity, codeForm(code)), [400, 'invalid_grant', 'AADB2C90080']);
      identity.clock.now = began;
    });

    test('with a body that is no form, or too large', async () => {
      const json = { 'content-type': 'application/json' };
      assert.equal((await refusalOf(identity, {}, { headers: json }))[0], 415);
      assert.equal((await refusalOf(identity, { code: 'x'.repeat(70_000) }))[0], 413);
    });
  });
}
