import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { stageOfTest } from '../testing/review-stage.ts';
import { ADA, aProposal } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    test('nothing needs review where nothing speaks against it', async (t) => {
      const stage = await stageOfTest(t, await make());
      assert.equal((await stage.confirmAs(ADA, await stage.draft(ADA, 'SUR-100001'))).status, 'effective');
      assert.deepEqual(await stage.queue(), { waiting: 0, reviews: [] });
    });

    test('is held when contact data or a factor changed lately, and the former address is told as well', async (t) => {
      const stage = await stageOfTest(t, await make());
      const days = (count: number) => stage.clock.now.getTime() - count * 86_400_000;
      await sql`update api_policyholder set contact_changed_at = ${days(6)} where email = 'ada@demo.example'`.execute(
        stage.db,
      );
      await sql`insert into api_contact_change (policyholder_id, id, status, before_contact, after_contact, former_email,
        based_on, drafted_at, expires_at, confirmed_at) select id, 'moved', 'effective', '{}', '{}', 'old@demo.example',
        0, ${days(6)}, ${days(6)}, ${days(6)} from api_policyholder where email = 'ada@demo.example'`.execute(stage.db);
      const draft = await stage.confirmAs(ADA, await stage.draft(ADA, 'SUR-100001'));
      assert.deepEqual([draft.status, draft.holds], ['in-review', ['contact-changed']]);
      assert.deepEqual(
        [(await stage.letters('old@demo.example')).length, (await stage.letters('ada@demo.example')).length],
        [1, 1],
      );

      const other = await stage.draft(ADA, 'SUR-100002');
      const changed = { extension_FactorChangedAt: days(0) / 1000 };
      const { body } = await stage.confirm(other.id, await stage.stepUp(ADA, other, changed));
      assert.deepEqual(body.holds, ['contact-changed', 'factor-changed']);
      await sql`update api_policyholder set contact_changed_at = ${days(31)} where email = 'ada@demo.example'`.execute(
        stage.db,
      );
      await sql`update api_contact_change set confirmed_at = ${days(31)} where id = 'moved'`.execute(stage.db);
      assert.equal(
        (await stage.confirmAs(ADA, await stage.draft(ADA, 'SUR-100001', aProposal({ name: 'A Demo' })))).status,
        'effective',
      );
      assert.equal((await stage.letters('old@demo.example')).length, 2, 'not after thirty days');
    });

    test('the third change of a policy within thirty days is held, and a stranger who would receive everything', async (t) => {
      const stage = await stageOfTest(t, await make());
      for (const status of ['effective', 'effective', 'in-review'])
        assert.equal(
          (
            await stage.confirmAs(
              ADA,
              await stage.draft(ADA, 'SUR-100001', aProposal({ name: `Heir ${status} ${Math.random()}` })),
            )
          ).status,
          status,
        );
      const stranger = await stage.draft(ADA, 'SUR-100002', aProposal({ relationship: 'other' }));
      assert.deepEqual((await stage.confirmAs(ADA, stranger)).holds, ['no-relationship']);
    });
  });
}
