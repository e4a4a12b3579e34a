import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ADA, aProposal, BEN, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`policies on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
      await stage.register(ADA);
      await stage.register(BEN);
    });
    after(() => stage.strike());
    const get = async (path: string, person = ADA) => stage.call('GET', path, { token: await stage.tokenOf(person) });

    test('are of five kinds; a home and a vehicle have an object that is insured', async () => {
      const { body } = await get('/policies');
      assert.deepEqual(
        body.policies.map(({ kind }: { kind: string }) => kind),
        ['term-life', 'whole-life', 'group-life', 'home', 'motor'],
      );
      const motor = await get('/policies/SUR-400001');
      assert.deepEqual(motor.body.insuredObject, { description: 'Example Motors Swift, 2023', identifier: 'DEMO 123' });
      const group = await get('/policies/SUR-100011');
      assert.deepEqual(group.body.payer, { name: 'Example Works Inc. (employer)' });
    });

    test('beneficiaries of a home or a vehicle are refused with the reason', async () => {
      for (const number of ['SUR-300001', 'SUR-400001']) {
        const { body: policy, headers } = await get(`/policies/${number}`);
        assert.match(policy.whyBeneficiariesAreFixed, /not a life/);
        const { status, body } = await stage.call('POST', `/policies/${number}/endorsements`, {
          token: await stage.tokenOf(ADA),
          headers: { 'if-match': String(headers.etag) },
          body: aProposal(),
        });
        assert.deepEqual([status, body.code], [409, 'no-beneficiaries']);
      }
    });

    test('come page by page in the order of their numbers, each once', async () => {
      const numbers: string[] = [];
      let cursor = '';
      for (let page = 0; page < 5; page += 1) {
        const { body } = await get(`/policies?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        numbers.push(...body.policies.map(({ number }: { number: string }) => number));
        cursor = body.next ?? '';
        if (cursor === '') break;
      }
      assert.deepEqual(numbers, ['SUR-100001', 'SUR-100002', 'SUR-100011', 'SUR-300001', 'SUR-400001']);
    });

    test('a cursor that was altered, carried to another list or another person is refused', async () => {
      const { next } = (await get('/policies?limit=2')).body;
      const altered = `${next.slice(0, -2)}${next.endsWith('A') ? 'BB' : 'AA'}`;
      for (const answer of [
        await get(`/policies?cursor=${altered}`),
        await get('/policies?cursor=x'),
        await get(`/policies/SUR-100001/premiums?cursor=${next}`),
        await get(`/policies?cursor=${next}`, BEN),
      ])
        assert.deepEqual([answer.status, answer.body.code], [400, 'cursor-unknown']);
      for (const query of ['limit=x', 'limit=9999', 'offset=3'])
        assert.equal((await get(`/policies?${query}`)).status, 400, query);
    });

    test('premiums are listed newest first, page by page, for their policyholder alone', async () => {
      const { body } = await get('/policies/SUR-100001/premiums?limit=10');
      assert.equal(body.premiums.length, 10);
      assert.deepEqual(body.premiums[0], { amount: 2_450, currency: 'USD', dueOn: '2026-11-01', paidOn: '2026-11-01' });
      const rest = (await get(`/policies/SUR-100001/premiums?limit=100&cursor=${body.next}`)).body;
      assert.deepEqual([rest.premiums.length, rest.next], [8, undefined]);
      assert.ok(rest.premiums[0].dueOn < body.premiums.at(-1).dueOn);
      assert.equal((await get('/policies/SUR-100001/premiums', BEN)).status, 404);
    });

    test('have a schedule to print, for their policyholder alone', async () => {
      const { documents } = (await get('/policies/SUR-300001')).body;
      const { status, headers, body } = await get(documents[0].path);
      assert.deepEqual([status, headers['content-type']], [200, 'application/pdf']);
      assert.ok(String(body).startsWith('%PDF-'));
      const refused = await get(documents[0].path, BEN);
      assert.deepEqual([refused.status, refused.body.code], [404, 'no-such-policy']);
    });
  });
}
