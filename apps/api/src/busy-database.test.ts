import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '@surety/database';
import { sql } from 'kysely';
import { ADA, aProposal, CALM, setStage } from './testing/stage.ts';
import { databaseKinds } from './testing/test-databases.ts';

for (const { name, make } of databaseKinds.filter((kind) => kind.name === 'PostgreSQL')) {
  test(`a change that waits too long on ${name} is refused as 503, did nothing, and the next one finds its way`, async () => {
    const { address, drop } = await make();
    const operator = openDatabase(address, 1);
    const stage = await setStage({ database: { address: `${address}?query_timeout=1500`, drop }, market: CALM });
    await stage.register(ADA);
    const draft = await stage.draft(ADA, 'SUR-100001', aProposal());
    const confirm = async () => stage.confirm(draft.id, await stage.stepUp(ADA, draft));
    await operator.transaction().execute(async (holder) => {
      await sql`select id from api_policyholder for update`.execute(holder);
      const { status, body } = await confirm();
      assert.deepEqual([status, (body as { code: string }).code], [503, 'database-unavailable']);
    });
    assert.equal((await confirm()).status, 200);
    await operator.destroy();
    await stage.strike();
  });
}
