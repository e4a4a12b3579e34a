import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweep } from './sweep.ts';
import { aRequest, askFor, askToken, tokens } from './testing/sign-in.ts';
import { createTestIdentity, DATABASES } from './testing/test-identity.ts';

const DAY = 24 * 60 * 60_000;

for (const address of DATABASES) {
  test(`${address.split(':')[0]}: a sweep forgets what is over and keeps what is not`, async () => {
    const identity = await createTestIdentity({ address });
    const { services, clock } = identity;
    const count = async () => {
      const tables = ['identity_journey', 'identity_sso_session', 'identity_grant', 'identity_refresh_token'] as const;
      const rows = tables.map((table) => services.db.selectFrom(table).selectAll().execute());
      return (await Promise.all(rows)).map(({ length }) => length);
    };
    const { refresh_token } = await tokens(identity);
    await askFor(identity, aRequest());
    await sweep(services);
    assert.deepEqual(await count(), [1, 1, 1, 1]);
    clock.now = new Date(clock.now.getTime() + 2 * DAY);
    await sweep(services);
    assert.deepEqual(await count(), [0, 0, 1, 1]);
    const { status } = await askToken(identity, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
    assert.equal(status, 200);
    clock.now = new Date(clock.now.getTime() + 90 * DAY);
    await sweep(services);
    assert.deepEqual(await count(), [0, 0, 0, 0]);
    await identity.close();
  });
}
