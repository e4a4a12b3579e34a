import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '@surety/web';
import { startApi } from './app.ts';
import { readApiConfig } from './config.ts';
import { openApiDatabase } from './database.ts';
import { demoPolicies } from './seed/demo-policies.ts';
import { databaseKinds } from './testing/test-databases.ts';

const postgres = databaseKinds.find(({ name }) => name === 'PostgreSQL');

if (postgres !== undefined) {
  test('replicas that start at once on one empty PostgreSQL agree on its form, and seed each demo policy once', async () => {
    const database = await postgres.make();
    const config = readApiConfig({ API_DATABASE_URL: database.address, API_PORT: '0', API_DATABASE_POOL: '3' });
    const logger = createLogger('api', 'silent');
    const replicas = await Promise.all([1, 2, 3].map(() => startApi(config, logger)));
    const db = await openApiDatabase(database.address, 1);
    const expected = Object.values(demoPolicies).flat().length;
    assert.equal((await db.selectFrom('api_policy').select('number').execute()).length, expected);
    await db.destroy();
    for (const replica of replicas) await replica.close();
    await database.drop();
  });
}
