import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { daysAfter } from '@surety/insurance';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, BEN, PORTAL, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { remindOfConsents } from './remind-of-consents.ts';

const REMINDER = 'Surety still asks for your consent';

for (const { name, make } of databaseKinds) {
  describe(`who does not answer a request for consent on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
      await stage.register(ADA);
      await stage.register(BEN);
      const draft = await stage.draft(BEN, 'SUR-200001');
      assert.equal((await stage.confirm(draft.id, await stage.stepUp(BEN, draft))).body.status, 'in-review');
    });
    after(() => stage.strike());

    const pass = (days: number) => {
      stage.clock.now = daysAfter(stage.clock.now, days);
    };
    const lettersTo = async (recipient: string) =>
      stage.db.selectFrom('api_notice').selectAll().where('recipient', '=', recipient).orderBy('created_at').execute();
    const linksTo = async (recipient: string) =>
      (await lettersTo(recipient)).flatMap(
        ({ body }) => new RegExp(`${PORTAL}/consents/([\\w-]{43})`).exec(body)?.[1] ?? [],
      );
    const question = (token = '') => stage.call('POST', '/consents/question', { body: { token } });
    const answer = (token: string, signature: string) =>
      stage.call('POST', '/consents', { body: { token, answer: 'given', signature } });

    test('hears nothing more while there is time', async () => {
      pass(26);
      assert.equal(await remindOfConsents(stage.services), 0);
    });

    test('is reminded once, shortly before the link expires, whoever looks and however often; who answered is not', async () => {
      const [ofAda = ''] = await linksTo('ada@demo.example');
      assert.equal((await answer(ofAda, 'Ada Demo')).status, 200);
      pass(1.5);
      const reminded = await Promise.all([1, 2, 3].map(() => remindOfConsents(stage.services)));
      assert.equal(
        reminded.reduce((sum, each) => sum + each),
        1,
      );
      pass(1);
      assert.equal(await remindOfConsents(stage.services), 0);
      const subjects = async (recipient: string) => (await lettersTo(recipient)).map(({ subject }) => subject);
      assert.deepEqual((await subjects('carla@demo.example')).filter((subject) => subject === REMINDER).length, 1);
      assert.ok(!(await subjects('ada@demo.example')).includes(REMINDER));
      assert.match((await lettersTo('carla@demo.example')).at(-1)?.body ?? '', /until December 23, 2026/);
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('answers by either link, once, and not after it has expired', async () => {
      const [first = '', second = ''] = await linksTo('carla@demo.example');
      assert.notEqual(first, second);
      for (const link of [first, second]) assert.equal((await question(link)).status, 200);
      assert.equal((await answer(second, 'Carla Demo')).status, 200);
      for (const link of [first, second])
        assert.deepEqual((await answer(link, 'Carla Demo')).body.code, 'link-used', link);
    });
  });

  test(`nobody is reminded of a change that is decided, nor after the link has expired, on ${name}`, async () => {
    for (const [days, status] of [
      [28, 'declined'],
      [31, 'in-review'],
    ] as const) {
      const stage = await setStage({ database: await make() });
      await stage.register(BEN);
      const draft = await stage.draft(BEN, 'SUR-200001');
      await stage.confirm(draft.id, await stage.stepUp(BEN, draft));
      await stage.db.updateTable('api_endorsement').set({ status }).where('id', '=', draft.id).execute();
      stage.clock.now = daysAfter(stage.clock.now, days);
      assert.equal(await remindOfConsents(stage.services), 0, status);
      await stage.strike();
    }
  });

  test(`somebody is reminded though what they are asked for cannot be read, and the links of others go out, on ${name}`, async () => {
    const stage = await setStage({ database: await make() });
    await stage.register(BEN);
    const draft = await stage.draft(BEN, 'SUR-200001');
    await stage.confirm(draft.id, await stage.stepUp(BEN, draft));
    const one = stage.db.selectFrom('api_consent').select('id').orderBy('expires_at').limit(1);
    const { id } = await one.executeTakeFirstOrThrow();
    await stage.db.updateTable('api_consent').set({ need: 'not to be read' }).where('id', '=', id).execute();
    stage.clock.now = daysAfter(stage.clock.now, 28);
    const asked = await stage.db.selectFrom('api_consent').select('id').where('email', 'is not', null).execute();
    assert.equal(await remindOfConsents(stage.services), asked.length);
    assert.ok(asked.length > 1);
    await stage.strike();
  });
}
