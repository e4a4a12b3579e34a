import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { endorsementNumber } from '@surety/insurance';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, aProposal, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const POLICY = 'SUR-100001';
const MANY = 200;

for (const { name, make } of databaseKinds) {
  describe(`many confirmations at the same moment on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
    });
    after(() => stage.strike());

    const history = async (number: string) => {
      const token = await stage.tokenOf(ADA);
      const { body } = await stage.call('GET', `/policies/${number}/endorsements`, { token });
      return body.endorsements as { id: string; number: string; before: unknown; after: unknown }[];
    };

    /** Numbered without gaps, each starting where the one before it ended. */
    async function assertWhole(number: string, length: number): Promise<void> {
      const oldestFirst = (await history(number)).reverse();
      assert.deepEqual(
        oldestFirst.map((endorsement) => endorsement.number),
        Array.from({ length }, (_, index) => endorsementNumber(number, index + 1)),
      );
      for (const [index, endorsement] of oldestFirst.entries()) {
        if (index > 0) assert.deepEqual(endorsement.before, oldestFirst[index - 1]?.after);
      }
      assert.deepEqual((await stage.policy(ADA, number)).designation, oldestFirst.at(-1)?.after);
      assert.deepEqual((await verifyAudit(stage.db)).intact, true);
    }

    test('200 confirmations of one draft make one change, one number, one audit event and one notice', async () => {
      const draft = await stage.draft(ADA, 'SUR-100002');
      const token = await stage.stepUp(ADA, draft);
      const answers = await Promise.all(Array.from({ length: MANY }, () => stage.confirm(draft.id, token)));
      const statuses = answers.map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 1);
      assert.equal(statuses.filter((status) => status === 409).length, MANY - 1);
      await assertWhole('SUR-100002', 1);
      const count = (table: string) => sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`;
      assert.equal(Number((await count('api_notice').execute(stage.db)).rows[0]?.n), 1);
      const changed = sql`select 1 from api_audit_event where event = 'beneficiaries-changed'`;
      assert.equal((await changed.execute(stage.db)).rows.length, 1);
    });

    test('of 200 drafts confirmed at once one takes effect, and the others are told that the policy changed', async () => {
      const drafts = await Promise.all(
        Array.from({ length: MANY }, (_, index) => stage.draft(ADA, POLICY, aProposal({ name: `Heir ${index}` }))),
      );
      const confirmed = async (draft: (typeof drafts)[number]) =>
        (await stage.confirm(draft.id, await stage.stepUp(ADA, draft))).status;
      const statuses = await Promise.all(drafts.map(confirmed));
      assert.equal(statuses.filter((status) => status === 200).length, 1);
      assert.equal(statuses.filter((status) => status === 412).length, MANY - 1);
      await assertWhole(POLICY, 1);
    });

    test('changes that are drafted again whenever another was first all take effect, once each', async () => {
      const before = (await history(POLICY)).length;
      const people = Array.from({ length: 10 }, (_, index) => `Persistent ${index}`);
      const insist = async (who: string): Promise<string> => {
        for (;;) {
          const draft = await stage.draft(ADA, POLICY, aProposal({ name: who })).catch((error: Error) => {
            assert.match(error.message, /policy-changed/);
          });
          if (!draft) continue;
          const { status } = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
          if (status === 200) return draft.id;
          assert.equal(status, 412);
        }
      };
      const ids = await Promise.all(people.map(insist));
      const recorded = (await history(POLICY)).map(({ id }) => id);
      for (const id of ids) assert.equal(recorded.filter((each) => each === id).length, 1);
      await assertWhole(POLICY, before + people.length);
    });
  });
}
