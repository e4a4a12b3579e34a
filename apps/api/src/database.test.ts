import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase, undoMigrations } from '@surety/database';
import { apiMigrations, openApiDatabase } from './database.ts';
import type { ApiTables } from './tables.ts';
import { databaseKinds } from './testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  test(`migrates an empty ${name} database, undoes everything, and migrates it again`, async () => {
    const database = await make();
    await (await openApiDatabase(database.address)).destroy();
    const db = openDatabase<ApiTables>(database.address);
    await undoMigrations(db, 'api', apiMigrations);
    await assert.rejects(db.selectFrom('api_policy').selectAll().execute());
    await db.destroy();
    const again = await openApiDatabase(database.address);
    assert.deepEqual(await again.selectFrom('api_policy').selectAll().execute(), []);
    await again.destroy();
    await database.drop();
  });
}
