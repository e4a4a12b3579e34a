import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SHOP, STEP_UP } from '../testing/a-tenant.ts';
import { aRequest, askToken, claimsOf, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { newCode, refreshForm, refusalOf } from '../testing/token-requests.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a refresh token`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

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
      assert.deepEqual(await refusalOf(identity, refreshForm(first.refresh_token)), [
        400,
        'invalid_grant',
        'AADB2C90129',
      ]);
      assert.deepEqual(await refusalOf(identity, refreshForm(second.body.refresh_token)), [
        400,
        'invalid_grant',
        'AADB2C90129',
      ]);
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
      assert.equal((await refusalOf(identity, refreshForm(refresh_token, shop)))[2], 'AADB2C90279');
      assert.equal((await refusalOf(identity, refreshForm(refresh_token), { userFlow: STEP_UP }))[2], 'AADB2C90088');
      assert.equal((await askToken(identity, refreshForm(refresh_token))).status, 200);
    });

    test('dies after fourteen days without use', async () => {
      const { refresh_token } = await tokens(identity);
      const began = identity.clock.now;
      identity.clock.now = new Date(began.getTime() + 14 * 24 * 60 * 60_000);
      assert.deepEqual(await refusalOf(identity, refreshForm(refresh_token)), [400, 'invalid_grant', 'AADB2C90080']);
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
      assert.equal((await refusalOf(identity, refreshForm(refresh_token)))[2], 'AADB2C90080');
      identity.clock.now = began;
    });

    test('dies with its account, with a disabled account, and with a password reset', async () => {
      const account = await identity.addAccount();
      const run = { accountId: account.id };
      const [one, two] = [await tokens(identity, aRequest(), run), await tokens(identity, aRequest(), run)];
      await identity.change(account, { is_disabled: 1 });
      assert.equal((await refusalOf(identity, refreshForm(one.refresh_token)))[2], 'AADB2C90128');
      await identity.change(account, {
        is_disabled: 0,
        refresh_tokens_valid_from: identity.clock.now.getTime() + 1,
      });
      assert.equal((await refusalOf(identity, refreshForm(two.refresh_token)))[2], 'AADB2C90129');
    });

    test('that is none, or a code, is refused', async () => {
      for (const token of ['', 'x', await newCode(identity)]) {
        assert.ok(['AADB2C90083', 'AADB2C90090'].includes(String((await refusalOf(identity, refreshForm(token)))[2])));
      }
    });
  });
}
