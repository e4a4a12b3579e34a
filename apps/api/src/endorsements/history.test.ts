import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { ADA, aProposal, BEN, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const POLICY = 'SUR-100001';
const PATH = `/policies/${POLICY}/endorsements`;

for (const { name, make } of databaseKinds) {
  describe(`the history of a policy on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
      await stage.register(BEN);
      for (const beneficiary of ['One Demo', 'Two Demo', 'Three Demo', 'Four Demo', 'Five Demo'])
        await change({ ...aProposal({ name: beneficiary }) });
      await change({ ...aProposal({ name: 'Later Demo' }), effectiveOn: '2026-12-24' });
    });
    after(() => stage.strike());

    async function change(proposal: Parameters<Stage['draft']>[2]) {
      const draft = await stage.draft(ADA, POLICY, proposal);
      assert.equal((await stage.confirm(draft.id, await stage.stepUp(ADA, draft))).status, 200);
    }
    const get = async (path: string, person = ADA) => stage.call('GET', path, { token: await stage.tokenOf(person) });

    test('comes page by page, newest first, each change once; what is not in effect stands on the first page', async () => {
      const numbers: string[][] = [];
      const waiting: number[] = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const { body } = await get(`${PATH}?limit=2${cursor && `&cursor=${cursor}`}`);
        numbers.push((body.endorsements as EndorsementDocument[]).map((each) => each.number?.slice(-1) ?? ''));
        waiting.push(body.notInEffect.length);
        cursor = body.next;
      }
      assert.deepEqual(numbers, [['5', '4'], ['3', '2'], ['1']]);
      assert.deepEqual(waiting, [1, 0, 0]);
    });

    test('has cursors that are of no other policy, and of nobody else', async () => {
      const { next } = (await get(`${PATH}?limit=2`)).body;
      for (const answer of [
        await get(`/policies/SUR-100002/endorsements?cursor=${next}`),
        await get(`/policies?cursor=${next}`),
        await get(`${PATH}?cursor=${next}x`),
      ])
        assert.deepEqual([answer.status, answer.body.code], [400, 'cursor-unknown']);
      const other = await get(`${PATH}?cursor=${next}`, BEN);
      assert.deepEqual([other.status, other.body.code], [404, 'no-such-policy']);
    });
  });
}
