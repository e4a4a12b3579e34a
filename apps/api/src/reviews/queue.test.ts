import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument, ReviewQueueDocument } from '@surety/api-contract';
import type { JWTPayload } from 'jose';
import { verifyAudit } from '../audit/verify-audit.ts';
import { SAM, STELLA } from '../testing/people.ts';
import { ADA, aProposal, BEN, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const HELD = aProposal({ relationship: 'other' });

for (const { name, make } of databaseKinds) {
  describe(`the queue of reviews on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
      for (const person of [ADA, BEN]) await stage.register(person);
      // The two of Ada are opened in the same instant: their order is that of their ids.
      for (const [person, number] of [
        [BEN, 'SUR-200001'],
        [ADA, 'SUR-100001'],
        [ADA, 'SUR-100002'],
      ] as const)
        await hold(person, number);
    });
    after(() => stage.strike());

    async function hold(person: typeof ADA, number: string) {
      const draft: EndorsementDocument = await stage.draft(person, number, HELD);
      const { body } = await stage.confirm(draft.id, await stage.stepUp(person, draft));
      assert.equal(body.status, 'in-review');
    }
    const look = async (query = '', person: JWTPayload = STELLA) =>
      stage.call('GET', `/reviews${query}`, { token: await stage.tokenOf(person) });
    const looks = async () => {
      const rows = await stage.db
        .selectFrom('api_audit_event')
        .selectAll()
        .where('event', '=', 'queue-looked-at')
        .orderBy('position')
        .execute();
      return rows.map(({ content }) => JSON.parse(content) as { reviewIds: string[]; by: string });
    };

    test('comes page by page, each change once, and every look is told to the audit of whom it showed', async () => {
      const first = (await look('?limit=2')).body as ReviewQueueDocument;
      assert.deepEqual([first.waiting, first.reviews.length], [3, 2]);
      const shown = (await looks()).flatMap(({ reviewIds }) => reviewIds);
      assert.deepEqual(shown.sort(), first.reviews.map(({ id }) => id).sort());
      const rest = (await look(`?limit=2&cursor=${first.next}`)).body as ReviewQueueDocument;
      assert.deepEqual([rest.waiting, rest.reviews.length, rest.next], [3, 1, undefined]);
      assert.equal(new Set([...first.reviews, ...rest.reviews].map(({ id }) => id)).size, 3);
      const all = (await look()).body as ReviewQueueDocument;
      assert.deepEqual(all.reviews, [...first.reviews, ...rest.reviews]);
      const told = await looks();
      assert.equal(told.flatMap(({ reviewIds }) => reviewIds).length, 6);
      assert.equal(new Set(told.map(({ by }) => by)).size, 1);
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('goes on after a review that was closed meanwhile, and refuses cursors that are not of this reader', async () => {
      const first = (await look('?limit=1')).body as ReviewQueueDocument;
      await stage.db
        .updateTable('api_review')
        .set({ closed_at: 1 })
        .where('id', '=', first.reviews[0]?.id ?? '')
        .execute();
      const rest = (await look(`?cursor=${first.next}`)).body as ReviewQueueDocument;
      assert.deepEqual([rest.waiting, rest.reviews.length], [2, 2]);
      for (const answer of [await look(`?cursor=${first.next}`, SAM), await look('?cursor=AAAA')])
        assert.deepEqual([answer.status, answer.body.code], [400, 'cursor-unknown']);
    });

    test('tells nothing to the audit when somebody without the role asks', async () => {
      const before = (await looks()).length;
      assert.equal((await look('', ADA)).status, 403);
      assert.equal((await looks()).length, before);
    });
  });
}
