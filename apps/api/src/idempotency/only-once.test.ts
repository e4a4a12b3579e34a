import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ADA, aProposal, BEN, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const POLICY = 'SUR-100001';

for (const { name, make } of databaseKinds) {
  describe(`a request that is sent again on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
      await stage.register(ADA);
      await stage.register(BEN);
    });
    after(() => stage.strike());

    async function draft(key: string | undefined, body: unknown = aProposal(), etag?: string) {
      const version = etag ?? (await stage.policy(ADA, POLICY)).etag;
      return stage.call('POST', `/policies/${POLICY}/endorsements`, {
        token: await stage.tokenOf(ADA),
        headers: { 'if-match': version, ...(key === undefined ? {} : { 'idempotency-key': key }) },
        body,
      });
    }
    const count = async (table: 'api_endorsement' | 'api_notice' | 'api_audit_event') => {
      const rows = await stage.db.selectFrom(table).select('policyholder_id').execute();
      return rows.length;
    };

    test('with the same key is done once and answered as the first time', async () => {
      const before = await count('api_endorsement');
      const [first, again] = [await draft('one'), await draft('"one"')];
      assert.deepEqual([first.status, again.status], [201, 201]);
      assert.deepEqual(again.body, first.body);
      assert.equal(first.headers['idempotency-replayed'], undefined);
      assert.equal(again.headers['idempotency-replayed'], 'true');
      assert.equal(await count('api_endorsement'), before + 1);
      assert.equal((await draft(undefined)).headers['idempotency-replayed'], undefined);
    });

    test('at the same moment, has one effect', async () => {
      const before = await count('api_audit_event');
      const { etag } = await stage.policy(ADA, POLICY);
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map(() => draft('at-once', aProposal({ name: 'Once Only' }), etag)),
      );
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
      assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
      assert.equal(await count('api_audit_event'), before + 1);
    });

    test('a confirmation is repeated after it was done, although its draft is spent', async () => {
      const drafted = await stage.draft(ADA, POLICY, aProposal({ name: 'Confirmed Once' }));
      const confirm = async (token: string) =>
        stage.call('POST', `/endorsements/${drafted.id}/confirmation`, {
          token,
          headers: { 'idempotency-key': 'confirm' },
        });
      const weak = await confirm(await stage.tokenOf(ADA));
      assert.equal(weak.status, 401, 'a refusal is not kept');
      const token = await stage.stepUp(ADA, drafted);
      const [first, again] = [await confirm(token), await confirm(token)];
      assert.deepEqual([first.status, again.status], [200, 200]);
      assert.deepEqual(again.body, first.body);
      const letters = await stage.db.selectFrom('api_notice').select('id').execute();
      assert.equal(letters.length, 1);
    });

    test('but asks something else, is refused and does nothing', async () => {
      const before = await count('api_endorsement');
      await draft('other', aProposal({ name: 'First Asked' }));
      const { status, body } = await draft('other', aProposal({ name: 'Then Asked' }));
      assert.deepEqual([status, body.code], [422, 'idempotency-key-reused']);
      assert.equal(await count('api_endorsement'), before + 1);
    });

    test('leaves an answer that opens with its key alone: the table holds neither the key nor anything about a person', async () => {
      const key = '0b0e7f0c-5f7e-4a30-9a3c-2d1c8f0f7a11';
      assert.equal((await draft(key, aProposal({ name: 'Secret Demo' }))).status, 201);
      const rows = await stage.db.selectFrom('api_idempotent_answer').selectAll().execute();
      assert.ok(rows.every(({ answer }) => answer));
      assert.doesNotMatch(JSON.stringify(rows), /Secret Demo|challenge|SUR-|0b0e7f0c/);
      const again = await draft(key, aProposal({ name: 'Secret Demo' }));
      assert.deepEqual([again.headers['idempotency-replayed'], again.body.policyNumber], ['true', POLICY]);
    });

    test("by another caller is that caller's own", async () => {
      const first = await draft('shared');
      assert.equal(first.status, 201);
      const { headers } = await stage.call('GET', '/policies/SUR-100003', { token: await stage.tokenOf(BEN) });
      const other = await stage.call('POST', '/policies/SUR-100003/endorsements', {
        token: await stage.tokenOf(BEN),
        headers: { 'if-match': String(headers.etag), 'idempotency-key': 'shared' },
        body: aProposal(),
      });
      assert.equal(other.status, 201, JSON.stringify(other.body));
      assert.notEqual(other.body.id, first.body.id);
    });

    test('after a day is a new one, and a malformed key is refused', async () => {
      const first = await draft('daily');
      stage.clock.now = new Date(stage.clock.now.getTime() + 25 * 60 * 60_000);
      const again = await draft('daily');
      assert.notEqual(again.body.id, first.body.id);
      for (const key of ['', 'two words', 'x'.repeat(201)]) {
        const { status, body } = await draft(key);
        assert.deepEqual([status, body.code], [400, 'idempotency-key-malformed'], key);
      }
    });
  });
}
