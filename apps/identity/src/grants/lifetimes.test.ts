import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sweep } from '../sweep.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { aTenant, SIGN_IN } from '../testing/a-tenant.ts';
import { askToken, claimsOf, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const DAY = 24 * 60 * 60_000;

const withTokens = (name: string, tokens: UserFlow['tokens']): UserFlow => {
  const [main] = aTenant().userFlows;
  assert.ok(main);
  return { ...main, name, tokens };
};

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: lifetimes that a user flow sets`, () => {
    let identity: TestIdentity;
    before(async () => {
      const tenant = aTenant({ tokens: { lifetimeMinutes: 90, refresh: { lifetimeDays: 2, slidingWindowDays: 3 } } });
      const endless = { lifetimeMinutes: 60, refresh: { lifetimeDays: 10, slidingWindowDays: 'no-expiry' } } as const;
      identity = await createTestIdentity({
        address,
        tenant: { ...tenant, userFlows: [...tenant.userFlows, withTokens('B2C_1_endless', endless)] },
      });
    });
    after(() => identity.close());

    const refresh = (token: unknown, userFlow: string) =>
      askToken(identity, { grant_type: 'refresh_token', refresh_token: String(token) }, { userFlow });
    const pass = (days: number): void => {
      identity.clock.now = new Date(identity.clock.now.getTime() + days * DAY);
    };
    const codeOf = (body: Record<string, unknown>) => String(body.error_description).split(':')[0];

    test('stand in the answer and in both tokens', async () => {
      const body = await tokens(identity);
      assert.deepEqual([body.expires_in, body.id_token_expires_in], [90 * 60, 90 * 60]);
      assert.equal(body.refresh_token_expires_in, (2 * DAY) / 1000);
      for (const token of [body.access_token, body.id_token]) {
        const { exp, nbf } = claimsOf(token);
        assert.equal(Number(exp) - Number(nbf), 90 * 60);
      }
    });

    test('end a refresh token that is not used, and all of them with the sliding window', async () => {
      const [idle, used] = [await tokens(identity), await tokens(identity)];
      pass(1.9);
      const { body } = await refresh(used.refresh_token, SIGN_IN);
      assert.equal(body.refresh_token_expires_in, Math.floor((1.1 * DAY) / 1000));
      pass(0.1);
      assert.equal(codeOf((await refresh(idle.refresh_token, SIGN_IN)).body), 'AADB2C90080');
      pass(1);
      assert.equal(codeOf((await refresh(body.refresh_token, SIGN_IN)).body), 'AADB2C90080');
    });

    test('without an end of the sliding window, whoever comes in time goes on for years, and whoever does not is forgotten', async () => {
      const run = { userFlow: 'B2C_1_endless' };
      let { refresh_token: token } = await tokens(identity, undefined, run);
      for (let times = 0; times < 100; times += 1) {
        pass(9);
        if (times % 25 === 0) await sweep(identity.services);
        const { status, body } = await refresh(token, run.userFlow);
        assert.equal(status, 200);
        assert.equal(body.refresh_token_expires_in, (10 * DAY) / 1000);
        token = body.refresh_token;
      }
      pass(10);
      assert.equal(codeOf((await refresh(token, run.userFlow)).body), 'AADB2C90080');
      await sweep(identity.services);
      const grants = await identity.services.db.selectFrom('identity_grant').selectAll().execute();
      assert.deepEqual(grants, []);
    });
  });
}
