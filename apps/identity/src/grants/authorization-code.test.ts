import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { READ, SPA } from '../testing/a-tenant.ts';
import { aRequest, askToken, codeForm, VERIFIER } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { newCode, OPENID_ONLY, refreshForm, refusalOf } from '../testing/token-requests.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: an authorization code`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    test('redeemed twice is refused and takes its refresh token with it', async () => {
      const form = codeForm(await newCode(identity));
      const { body } = await askToken(identity, form);
      assert.deepEqual(await refusalOf(identity, form), [400, 'invalid_grant', 'AADB2C90129']);
      assert.deepEqual(await refusalOf(identity, refreshForm(body.refresh_token)), [
        400,
        'invalid_grant',
        'AADB2C90129',
      ]);
    });

    test('redeemed by many at once has one winner', async () => {
      const form = codeForm(await newCode(identity));
      const answers = await Promise.all(Array.from({ length: 12 }, () => askToken(identity, form)));
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      assert.equal(answers.filter(({ status }) => status === 400).length, 11);
    });

    test('of a single-page application is redeemed with its verifier alone', async () => {
      const code = await newCode(identity, aRequest({ client_id: SPA.clientId, redirect_uri: SPA.redirectUri }));
      const form = codeForm(code, {
        client_id: SPA.clientId,
        client_secret: undefined,
        redirect_uri: SPA.redirectUri,
      });
      const { status, headers, body } = await askToken(identity, form, {
        headers: { origin: 'http://localhost:6420' },
      });
      assert.equal(status, 200);
      assert.equal(body.refresh_token_expires_in, 24 * 60 * 60);
      assert.equal(headers['access-control-allow-origin'], 'http://localhost:6420');
    });

    test('with a plain challenge is redeemed by the same text', async () => {
      const code = await newCode(identity, aRequest({ code_challenge: VERIFIER, code_challenge_method: undefined }));
      assert.equal((await askToken(identity, codeForm(code))).status, 200);
    });

    test('gives tokens for a resource that was not asked for before, as far as it was granted', async () => {
      const form = codeForm(await newCode(identity, OPENID_ONLY), { scope: `openid ${READ}` });
      assert.equal((await askToken(identity, form)).body.scope, READ);
    });
  });
}
