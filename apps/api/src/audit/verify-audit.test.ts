import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { hashOfLink } from '@surety/database';
import { sql } from 'kysely';
import { ADA, aProposal, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { auditReads } from './audit-reads-repository.ts';
import { verifyAudit } from './verify-audit.ts';

for (const { name, make } of databaseKinds) {
  describe(`the audit on ${name}`, () => {
    const stages: Stage[] = [];
    let stage: Stage;
    let ada: string;
    beforeEach(async () => {
      stage = await setStage({ database: await make(), market: CALM });
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
      await sql`update api_audit_event set at = at + 1 where position = 8`.execute(stage.db);
      await sql`update api_audit_event set content = replace(content, 'b2c', 'B2C') where position = 8`.execute(
        stage.db,
      );
      assert.deepEqual(await broken(), { ownerId: ada, position: 8, reason: 'event-changed' });
    });

    test('names an event that was taken out of the middle', async () => {
      await sql`delete from api_audit_event where position = 7`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 7, reason: 'event-missing' });
    });

    test('names the last event when it was cut off, even with the head put back', async () => {
      await sql`delete from api_audit_event where position = 10`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 10, reason: 'event-missing' });
      await sql`update api_policyholder set audit_position = 9 where id = ${ada}`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 9, reason: 'head-differs' });
    });

    test('names the first of two events that changed places', async () => {
      for (const [from, to] of [
        [6, 99],
        [8, 6],
        [99, 8],
      ])
        await sql`update api_audit_event set position = ${to} where policyholder_id = ${ada} and position = ${from}`.execute(
          stage.db,
        );
      assert.deepEqual(await broken(), { ownerId: ada, position: 6, reason: 'event-changed' });
    });

    test('names an event that was changed together with its own hash: the next one tells', async () => {
      const [event] = await auditReads.eventsAfter(stage.db, {
        policyholderId: ada,
        position: 7,
        limit: 1,
      });
      assert.ok(event);
      const hash = hashOfLink(ada, { ...event, at: event.at + 1 });
      await sql`update api_audit_event set at = at + 1, hash = ${hash} where position = 8`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 9, reason: 'event-changed' });
    });

    test('names a head that was forged, in its hash or in its position', async () => {
      await sql`update api_policyholder set audit_head = 'forged' where id = ${ada}`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 10, reason: 'head-differs' });
      await sql`update api_policyholder set audit_position = 9 where id = ${ada}`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 10, reason: 'head-differs' });
      await sql`update api_policyholder set audit_position = 11 where id = ${ada}`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, position: 11, reason: 'event-missing' });
    });

    test('names the policy when its last change was cut off and the whole head put back with it', async () => {
      const events = await auditReads.eventsAfter(stage.db, {
        policyholderId: ada,
        position: 0,
        limit: 12,
      });
      await sql`delete from api_audit_event where position = 10`.execute(stage.db);
      await sql`update api_policyholder set audit_position = 9, audit_head = ${events[8]?.hash} where id = ${ada}`.execute(
        stage.db,
      );
      assert.deepEqual(await broken(), { ownerId: ada, policyNumber: 'SUR-100001', reason: 'policy-differs' });
    });

    test('names a policy whose beneficiaries were changed behind its back', async () => {
      await sql`update api_policy set designation = replace(designation, 'Two Demo', 'Eve Evil')`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, policyNumber: 'SUR-100001', reason: 'policy-differs' });
    });

    test('names what is not even readable any more', async () => {
      await sql`update api_policy set designation = 'nonsense' where number = 'SUR-100002'`.execute(stage.db);
      assert.deepEqual(await broken(), { ownerId: ada, policyNumber: 'SUR-100002', reason: 'policy-differs' });
    });

    test('stays intact under somebody who keeps changing beneficiaries', async () => {
      let isOver = false;
      const changing = (async () => {
        for (let round = 0; !isOver; round += 1) {
          const draft = await stage.draft(ADA, 'SUR-100001', aProposal({ name: `Heir ${round}` }));
          await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
        }
      })();
      for (let look = 0; look < 10; look += 1) assert.equal(await broken(), 'intact');
      isOver = true;
      await changing;
    });
  });
}
