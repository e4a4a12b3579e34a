import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSweeping, sweep } from './sweep.ts';
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

  test(`${address.split(':')[0]}: a table that cannot be swept is logged, and the others are swept`, async () => {
    const identity = await createTestIdentity({ address });
    const { services, clock } = identity;
    await tokens(identity);
    await askFor(identity, aRequest());
    clock.now = new Date(clock.now.getTime() + 200 * DAY);
    await services.db.schema.alterTable('identity_pushed_request').renameTo('away').execute();
    await sweep(services);
    await services.db.schema.alterTable('away').renameTo('identity_pushed_request').execute();
    for (const table of ['identity_journey', 'identity_grant', 'identity_sign_in'] as const)
      assert.deepEqual(await services.db.selectFrom(table).selectAll().execute(), [], table);
    assert.equal(identity.log.filter((line) => line.includes('"sweep-failed"')).length, 1);
    await identity.close();
  });

  test(`${address.split(':')[0]}: a sweep forgets more than it takes at once`, async () => {
    const identity = await createTestIdentity({ address });
    const { db } = identity.services;
    const nonces = Array.from({ length: 12_000 }, (_, at) => ({ nonce_hash: `n${at}`, expires_at: at + 1 }));
    for (let at = 0; at < nonces.length; at += 1_000)
      await db
        .insertInto('identity_spent_nonce')
        .values(nonces.slice(at, at + 1_000))
        .execute();
    await sweep(identity.services);
    assert.deepEqual(await db.selectFrom('identity_spent_nonce').select('nonce_hash').execute(), []);
    await identity.close();
  });

  test(`${address.split(':')[0]}: it is swept every ten minutes`, async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const identity = await createTestIdentity({ address });
    const { services, clock } = identity;
    await askFor(identity, aRequest());
    clock.now = new Date(clock.now.getTime() + 2 * DAY);
    const isKept = async () => (await services.db.selectFrom('identity_journey').selectAll().execute()).length > 0;
    const stop = startSweeping(services);
    assert.ok(await isKept());
    t.mock.timers.tick(10 * 60_000);
    while (await isKept());
    stop();
    await identity.close();
  });
}
