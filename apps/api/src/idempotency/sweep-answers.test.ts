import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLogger } from '@surety/web';
import { startApi } from '../app.ts';
import { readApiConfig } from '../config.ts';
import { openApiDatabase } from '../database.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const ROWS = 1_200;

for (const { name, make } of databaseKinds) {
  describe(`answers that were kept on ${name}`, () => {
    test('are forgotten by a running api once they have expired, whoever asked, and no sooner', async () => {
      const database = await make();
      const db = await openApiDatabase(database.address);
      const keep = (caller: string, expires_at: number) =>
        db
          .insertInto('api_idempotent_answer')
          .values({ caller, idempotency_key: 'k', fingerprint: 'f', answer: '{}', expires_at })
          .execute();
      try {
        for (let row = 0; row < ROWS; row += 1) await keep(`gone-${row}`, row);
        await keep('still-asked-for', 8e15);
        const settings = {
          API_DATABASE_URL: database.address,
          API_PORT: '0',
          DEMO_MODE: 'false',
          SMTP_URL: 'smtp://127.0.0.1:9',
        };
        const api = await startApi(readApiConfig(settings), createLogger('api', 'silent'));
        const left = async () => (await db.selectFrom('api_idempotent_answer').select('caller').execute()).length;
        // The sweep begins with the api; it is asked again and again, for as long as the test may take.
        while ((await left()) > 1) await new Promise(setImmediate);
        await api.close();
        const rows = await db.selectFrom('api_idempotent_answer').select('caller').execute();
        assert.deepEqual(
          rows.map(({ caller }) => caller),
          ['still-asked-for'],
        );
      } finally {
        await db.destroy();
        await database.drop();
      }
    });
  });
}
