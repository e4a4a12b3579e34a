import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`registering policyholders on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
    });
    after(() => stage.strike());

    const countOf = async (subject: string) => {
      const rows = await sql`select id from api_policyholder where subject = ${subject}`.execute(stage.db);
      return rows.rows.length;
    };

    test('binds the policyholder with the verified address, in any letter case', async () => {
      assert.equal((await stage.register({ sub: 'ada', emails: ['ADA@demo.example'] })).policies, 5);
      assert.equal(await countOf('ada'), 1);
    });

    test('repeating it changes nothing', async () => {
      const events = () => sql`select * from api_audit_event`.execute(stage.db);
      const before = (await events()).rows.length;
      assert.deepEqual(await stage.register(ADA), { email: 'ada@demo.example', policies: 5 });
      assert.equal((await events()).rows.length, before);
    });

    test('gives nobody else a policyholder that is bound already, whatever address their token names', async () => {
      const { policies } = await stage.register({ sub: 'eve', emails: ['ada@demo.example'] });
      assert.equal(policies, 1);
      const { body } = await stage.call('GET', '/policies', { token: await stage.tokenOf({ sub: 'eve' }) });
      assert.ok(!JSON.stringify(body).includes('SUR-100001'));
    });

    test('binds nobody by a token without a verified address', async () => {
      await stage.register({ sub: 'no-address', email: 'ben@demo.example' });
      assert.equal((await stage.register({ sub: 'ben', emails: ['ben@demo.example'] })).policies, 3);
    });

    test('a demo person keeps theirs, and an unknown person gets a first one', async () => {
      const { policies } = await stage.register({ sub: 'carla', emails: ['carla@demo.example'] });
      assert.equal(policies, 1);
      const { body } = await stage.call('GET', '/policies', { token: await stage.tokenOf({ sub: 'carla' }) });
      assert.ok(JSON.stringify(body).includes('SUR-100005'));
      assert.equal((await stage.register({ sub: 'new', emails: ['new@demo.example'] })).policies, 1);
    });

    test('with one Idempotency-Key as well: a repeated PUT needs none, and two at once are no error', async () => {
      const token = await stage.tokenOf({ sub: 'keyed', emails: ['keyed@demo.example'] });
      const headers = { 'idempotency-key': 'register' };
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => stage.call('PUT', '/policyholder', { token, headers })),
      );
      assert.deepEqual(new Set(answers.map(({ status, body }) => `${status} ${body.policies}`)), new Set(['200 1']));
      assert.equal(await countOf('keyed'), 1);
    });

    test('first sign-ins at the same moment make one policyholder with one policy', async () => {
      const who = { sub: 'twins', emails: ['twins@demo.example'] };
      const answers = await Promise.all(Array.from({ length: 30 }, () => stage.register(who)));
      assert.deepEqual([...new Set(answers.map(({ policies }) => policies))], [1]);
      assert.equal(await countOf('twins'), 1);
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });
  });
}

test('outside of demo mode an unknown person has no policies', async () => {
  const stage = await setStage({ demoMode: false });
  try {
    assert.equal((await stage.register({ sub: 'new', emails: ['new@demo.example'] })).policies, 0);
  } finally {
    await stage.strike();
  }
});
