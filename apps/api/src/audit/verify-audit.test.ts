import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { ADA, aProposal, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { verifyAudit } from './verify-audit.ts';

for (const { name, make } of databaseKinds) {
  describe(`the audit on ${name}`, () => {
    const stages: Stage[] = [];
    let stage: Stage;
    let ada: string;
    beforeEach(async () => {
      stage = await setStage({ database: await make() });
      stages.push(stage);
      await stage.register(ADA);
      for (const name of ['One Demo', 'Two Demo']) {
        const draft = await stage.draft(ADA, 'SUR-100001', aProposal({ name }));
        await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      }
      const { rows } = await sql<{ id: string }>`select id from api_policyholder where subject = 'ada'`.execute(
        stage.db,
      );
      ada = rows[0]?.id ?? '';
    });
    after(() => Promise.all(stages.map((each) => each.strike())));

    const broken = async () => {
      const verdict = await verifyAudit(stage.db);
      return verdict.intact ? 'intact' : verdict.broken;
    };

    test('is intact when nobody touched it', async () => assert.equal(await broken(), 'intact'));

    test('names the first event whose content, time or hash was changed', async () => {
      await sql`update api_audit_event set at = at + 1 where position = 5`.execute(stage.db);
      await sql`update api_audit_event set content = replace(content, 'b2c', 'B2C') where position = 5`.execute(
        stage.db,
      );
      assert.deepEqual(await broken(), { policyholderId: ada, position: 5, reason: 'event-changed' });
    });

    test('names an event that was taken out of the middle', async () => {
      await sql`delete from api_audit_event where position = 4`.execute(stage.db);
      assert.deepEqual(await broken(), { policyholderId: ada, position: 4, reason: 'event-missing' });
    });

    test('names the last event when it was cut off, even with the head put back', async () => {
      await sql`delete from api_audit_event where position = 7`.execute(stage.db);
      assert.deepEqual(await broken(), { policyholderId: ada, position: 7, reason: 'event-missing' });
      await sql`update api_policyholder set audit_position = 6 where id = ${ada}`.execute(stage.db);
      assert.deepEqual(await broken(), { policyholderId: ada, position: 6, reason: 'head-differs' });
    });

    test('names a policy whose beneficiaries were changed behind its back', async () => {
      await sql`update api_policy set designation = replace(designation, 'Two Demo', 'Eve Evil')`.execute(stage.db);
      assert.deepEqual(await broken(), { policyholderId: ada, policyNumber: 'SUR-100001', reason: 'policy-differs' });
    });
  });
}
