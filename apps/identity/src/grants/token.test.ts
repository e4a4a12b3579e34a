import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { compactVerify, createLocalJWKSet } from 'jose';
import { API, PORTAL, READ, SHOP, SIGN_IN, SPA, STEP_UP, TENANT_ID, TENANT_NAME, WRITE } from '../testing/a-tenant.ts';
import { aRequest, askToken, claimsOf, codeForm, signIn, tokens, VERIFIER } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const OPENID_ONLY = aRequest({ scope: 'openid offline_access' });
const refreshForm = (token: unknown, changes: Record<string, string | undefined> = {}) => ({
  grant_type: 'refresh_token',
  refresh_token: String(token),
  ...changes,
});

for (const address of DATABASES) {
  describe(address.split(':')[0] ?? '', () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    const newCode = async (query = aRequest(), run = {}) =>
      (await signIn(identity, query, run)).answer.get('code') ?? '';

    /** The error of a token request. */
    const refusal = async (
      form: Record<string, string | undefined>,
      options: { userFlow?: string; headers?: Record<string, string> } = {},
    ) => {
      const { status, headers, body } = await askToken(identity, form, options);
      assert.deepEqual(Object.keys(body), ['error', 'error_description']);
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(body.error_description), /\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: [-\d: ]+Z\r\n$/);
      return [status, body.error, String(body.error_description).split(':')[0]];
    };

    describe('answers', () => {
      test('with a resource: the members of B2C, in its order', async () => {
        const { status, headers, body } = await askToken(identity, codeForm(await newCode()));
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
        const { body } = await askToken(identity, codeForm(await newCode(OPENID_ONLY)));
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
        const { body } = await askToken(identity, codeForm(await newCode(OPENID_ONLY), { client_info: '1' }));
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
        const { body } = await askToken(identity, codeForm(await newCode(aRequest({ scope: `openid ${READ}` }))));
        assert.equal(body.refresh_token, undefined);
        const other = await askToken(identity, codeForm(await newCode(), { scope: `openid ${READ}` }));
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
        const form = codeForm(await newCode(), { client_secret: PORTAL.secret }) as Record<string, string>;
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

    describe('tokens', () => {
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
        assert.equal(
          claimsOf((await tokens(identity, aRequest(), { ...run, isNewUser: true })).id_token).newUser,
          true,
        );
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

    describe('a client is refused', () => {
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
          const form = codeForm(await newCode());
          assert.deepEqual(await refusal({ ...form, ...changes }), [400, error, code]);
          assert.equal((await askToken(identity, form)).status, 200);
        });
      }

      test("with another application's code", async () => {
        const form = { ...codeForm(await newCode()), client_id: SHOP.clientId, client_secret: SHOP.secrets[0] };
        assert.deepEqual(await refusal(form), [400, 'invalid_grant', 'AADB2C90279']);
      });

      test('at the token endpoint of another user flow, which the error names', async () => {
        const form = codeForm(await newCode());
        const { body } = await askToken(identity, form, { userFlow: STEP_UP });
        assert.match(
          String(body.error_description),
          /^AADB2C90088: .* Actual Value : B2C_1_signupsignin1 and Expected Value : B2C_1_signupsignin1_mfa\r\n/,
        );
      });

      test('that is public and sends a secret', async () => {
        assert.deepEqual(await refusal({ ...codeForm('x'), client_id: SPA.clientId }), [
          400,
          'invalid_request',
          'AADB2C90084',
        ]);
      });

      test('with a verifier for a code that has no challenge', async () => {
        const code = await newCode(aRequest({ code_challenge: undefined, code_challenge_method: undefined }));
        assert.deepEqual(await refusal(codeForm(code)), [400, 'invalid_grant', 'AADB2C90182']);
        assert.equal((await askToken(identity, codeForm(code, { code_verifier: undefined }))).status, 200);
      });

      test('with a code of eleven minutes ago', async () => {
        const code = await newCode();
        const began = identity.clock.now;
        identity.clock.now = new Date(began.getTime() + 11 * 60_000);
        assert.deepEqual(await refusal(codeForm(code)), [400, 'invalid_grant', 'AADB2C90080']);
        identity.clock.now = began;
      });

      test('with a body that is no form, or too large', async () => {
        const json = { 'content-type': 'application/json' };
        assert.equal((await refusal({}, { headers: json }))[0], 415);
        assert.equal((await refusal({ code: 'x'.repeat(70_000) }))[0], 413);
      });
    });

    describe('client authentication', () => {
      const shopCode = () =>
        newCode(aRequest({ client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri, scope: `openid ${READ}` }));
      const shopForm = async (changes: Record<string, string | undefined>) =>
        codeForm(await shopCode(), { redirect_uri: SHOP.redirectUri, client_id: SHOP.clientId, ...changes });
      const basic = (secret: string, id: string = SHOP.clientId) => ({
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
      });

      test('both secrets of a change are valid', async () => {
        for (const secret of SHOP.secrets) {
          assert.equal((await askToken(identity, await shopForm({ client_secret: secret }))).status, 200);
        }
      });

      test('HTTP Basic alone, and beside the form, is understood', async () => {
        const headers = basic(SHOP.secrets[0]);
        const alone = await shopForm({ client_id: undefined, client_secret: undefined });
        assert.equal((await askToken(identity, alone, { headers })).status, 200);
        const both = await shopForm({ client_secret: SHOP.secrets[1] });
        assert.equal((await askToken(identity, both, { headers })).status, 200);
      });

      test('of two ways both must be right', async () => {
        const form = await shopForm({ client_secret: 'wrong' });
        assert.equal((await refusal(form, { headers: basic(SHOP.secrets[0]) }))[2], 'AADB2C90081');
        const other = await shopForm({ client_secret: undefined });
        assert.equal((await refusal(other, { headers: basic('x', PORTAL.clientId) }))[2], 'AADB2C90122');
      });

      test('a Basic header that cannot be read counts as none', async () => {
        const headers = { authorization: 'Basic %%%' };
        assert.equal((await refusal(await shopForm({ client_secret: undefined }), { headers }))[2], 'AADB2C90079');
      });
    });

    describe('an authorization code', () => {
      test('redeemed twice is refused and takes its refresh token with it', async () => {
        const form = codeForm(await newCode());
        const { body } = await askToken(identity, form);
        assert.deepEqual(await refusal(form), [400, 'invalid_grant', 'AADB2C90129']);
        assert.deepEqual(await refusal(refreshForm(body.refresh_token)), [400, 'invalid_grant', 'AADB2C90129']);
      });

      test('redeemed by many at once has one winner', async () => {
        const form = codeForm(await newCode());
        const answers = await Promise.all(Array.from({ length: 12 }, () => askToken(identity, form)));
        assert.equal(answers.filter(({ status }) => status === 200).length, 1);
        assert.equal(answers.filter(({ status }) => status === 400).length, 11);
      });

      test('of a single-page application is redeemed with its verifier alone', async () => {
        const code = await newCode(aRequest({ client_id: SPA.clientId, redirect_uri: SPA.redirectUri }));
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
        const code = await newCode(aRequest({ code_challenge: VERIFIER, code_challenge_method: undefined }));
        assert.equal((await askToken(identity, codeForm(code))).status, 200);
      });

      test('gives tokens for a resource that was not asked for before, as far as it was granted', async () => {
        const form = codeForm(await newCode(OPENID_ONLY), { scope: `openid ${READ}` });
        assert.equal((await askToken(identity, form)).body.scope, READ);
      });
    });

    describe('a refresh token', () => {
      test('gives new tokens with the same claims and another refresh token', async () => {
        const first = await tokens(identity);
        const began = identity.clock.now;
        identity.clock.now = new Date(began.getTime() + 30 * 60_000);
        const { status, body } = await askToken(identity, refreshForm(first.refresh_token));
        assert.equal(status, 200);
        assert.notEqual(body.refresh_token, first.refresh_token);
        const [before, after] = [claimsOf(first.id_token), claimsOf(body.id_token)];
        assert.equal(after.iat, Number(before.iat) + 30 * 60);
        for (const name of ['auth_time', 'nonce', 'sub', 'emails', 'tfp']) assert.deepEqual(after[name], before[name]);
        identity.clock.now = began;
      });

      test('used twice is refused and takes its successors with it', async () => {
        const first = await tokens(identity);
        const second = await askToken(identity, refreshForm(first.refresh_token));
        assert.deepEqual(await refusal(refreshForm(first.refresh_token)), [400, 'invalid_grant', 'AADB2C90129']);
        assert.deepEqual(await refusal(refreshForm(second.body.refresh_token)), [400, 'invalid_grant', 'AADB2C90129']);
      });

      test('used by many at once has one winner', async () => {
        const { refresh_token } = await tokens(identity);
        const answers = await Promise.all(
          Array.from({ length: 8 }, () => askToken(identity, refreshForm(refresh_token))),
        );
        assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      });

      test('is good at its own client and user flow only', async () => {
        const { refresh_token } = await tokens(identity);
        const shop = { client_id: SHOP.clientId, client_secret: SHOP.secrets[0] };
        assert.equal((await refusal(refreshForm(refresh_token, shop)))[2], 'AADB2C90279');
        assert.equal((await refusal(refreshForm(refresh_token), { userFlow: STEP_UP }))[2], 'AADB2C90088');
        assert.equal((await askToken(identity, refreshForm(refresh_token))).status, 200);
      });

      test('dies after fourteen days without use', async () => {
        const { refresh_token } = await tokens(identity);
        const began = identity.clock.now;
        identity.clock.now = new Date(began.getTime() + 14 * 24 * 60 * 60_000);
        assert.deepEqual(await refusal(refreshForm(refresh_token)), [400, 'invalid_grant', 'AADB2C90080']);
        identity.clock.now = began;
      });

      test('dies ninety days after the sign-in, however often it is used', async () => {
        let { refresh_token } = await tokens(identity);
        const began = identity.clock.now;
        for (const day of [13, 26, 39, 52, 65, 78, 89]) {
          identity.clock.now = new Date(began.getTime() + day * 24 * 60 * 60_000);
          const { body } = await askToken(identity, refreshForm(refresh_token));
          refresh_token = body.refresh_token;
          if (day === 89) assert.equal(body.refresh_token_expires_in, 24 * 60 * 60);
        }
        identity.clock.now = new Date(began.getTime() + 90 * 24 * 60 * 60_000);
        assert.equal((await refusal(refreshForm(refresh_token)))[2], 'AADB2C90080');
        identity.clock.now = began;
      });

      test('dies with its account, with a disabled account, and with a password reset', async () => {
        const account = await identity.addAccount();
        const run = { accountId: account.id };
        const [one, two] = [await tokens(identity, aRequest(), run), await tokens(identity, aRequest(), run)];
        await identity.change(account, { is_disabled: 1 });
        assert.equal((await refusal(refreshForm(one.refresh_token)))[2], 'AADB2C90128');
        await identity.change(account, {
          is_disabled: 0,
          refresh_tokens_valid_from: identity.clock.now.getTime() + 1,
        });
        assert.equal((await refusal(refreshForm(two.refresh_token)))[2], 'AADB2C90129');
      });

      test('that is none, or a code, is refused', async () => {
        for (const token of ['', 'x', await newCode()]) {
          assert.ok(['AADB2C90083', 'AADB2C90090'].includes(String((await refusal(refreshForm(token)))[2])));
        }
      });
    });

    test('no token, code or secret stands in the log or in the database', async () => {
      const code = await newCode();
      const { body } = await askToken(identity, codeForm(code));
      await askToken(identity, codeForm(code));
      const { db } = identity.services;
      const kept = await Promise.all([
        db.selectFrom('identity_grant').selectAll().execute(),
        db.selectFrom('identity_authorization_code').selectAll().execute(),
        db.selectFrom('identity_refresh_token').selectAll().execute(),
      ]);
      const log = identity.log.join('');
      for (const secret of [code, body.refresh_token, body.id_token, body.access_token, PORTAL.secret]) {
        assert.ok(!log.includes(String(secret)));
        assert.ok(!JSON.stringify(kept).includes(String(secret)));
      }
      assert.ok(!log.includes(VERIFIER));
      assert.match(log, /"event":"token-refused","code":"AADB2C90129"/);
    });
  });
}
