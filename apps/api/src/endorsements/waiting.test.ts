import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { calendarDateOf } from '@surety/insurance';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, aProposal, BEN, CALM, PORTAL, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { takeDueEffect } from './take-effect.ts';

const [TERM, WHOLE] = ['SUR-100001', 'SUR-100002'];
const DAY_MS = 24 * 60 * 60 * 1000;

for (const { name, make } of databaseKinds) {
  describe(`changes that wait, and several policies as one, on ${name}`, () => {
    let stage: Stage;
    const stages: Stage[] = [];
    const restart = async () => {
      stage = await setStage({ database: await make(), market: CALM });
      stages.push(stage);
      await stage.register(ADA);
      await stage.register(BEN);
    };
    before(restart);
    after(() => Promise.all(stages.map((each) => each.strike())));

    const confirm = async (draft: EndorsementDocument, person: typeof ADA = ADA) => {
      const { status, body } = await stage.confirm(draft.id, await stage.stepUp(person, draft));
      assert.equal(status, 200, JSON.stringify(body));
      return body as EndorsementDocument;
    };
    const read = async ({ id }: { id: string }) =>
      (await stage.call('GET', `/endorsements/${id}`, { token: await stage.tokenOf(ADA) })).body as EndorsementDocument;
    const pass = (days: number) => {
      stage.clock.now = new Date(stage.clock.now.getTime() + days * DAY_MS);
    };
    const letters = async () => (await stage.services.notices.due(stage.clock.now, 99)).map((each) => each);
    const later = (days: number, named = 'Eve Demo') => ({
      ...aProposal({ name: named }),
      effectiveOn: new Date(stage.clock.now.getTime() + days * DAY_MS).toISOString().slice(0, 10),
    });
    const namesOn = async (number: string) =>
      (await stage.policy(ADA, number)).designation.map(({ party }) => ('name' in party ? party.name : party.kind));
    const both = async (proposal = aProposal()) => {
      const { etag } = await stage.policy(ADA, WHOLE);
      return { ...proposal, alsoOn: [{ policyNumber: WHOLE, etag }] };
    };

    test('a change for a later day takes effect on that day, once, whoever looks and however often', async () => {
      await restart();
      const waiting = await confirm(await stage.draft(ADA, TERM, later(30)));
      assert.deepEqual([waiting.status, waiting.effectiveOn, waiting.number], ['confirmed', '2026-12-23', undefined]);
      assert.match((await letters())[0]?.subject ?? '', /will change on 2026-12-23/);
      assert.equal(await takeDueEffect(stage.services), 0);
      assert.deepEqual(await namesOn(TERM), ['Ben Demo']);
      pass(30);
      const taken = await Promise.all([
        takeDueEffect(stage.services),
        takeDueEffect(stage.services),
        takeDueEffect(stage.services),
      ]);
      assert.equal(
        taken.reduce((sum, each) => sum + each),
        1,
      );
      assert.equal(await takeDueEffect(stage.services), 0);
      const done = await read(waiting);
      assert.deepEqual([done.status, done.number, done.effectiveOn], ['effective', `${TERM}-E0001`, '2026-12-23']);
      assert.deepEqual(await namesOn(TERM), ['Eve Demo']);
      assert.equal((await letters()).length, 2);
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('is never asked for an earlier day, and counts from the day it is signed when that is later', async () => {
      await restart();
      const token = await stage.tokenOf(ADA);
      const { etag } = await stage.policy(ADA, TERM);
      const ask = async (effectiveOn: string) =>
        stage.call('POST', `/policies/${TERM}/endorsements`, {
          token,
          headers: { 'if-match': etag },
          body: { ...aProposal(), effectiveOn },
        });
      for (const day of ['2026-11-22', '2028-01-01', 'tomorrow']) {
        const { status, body } = await ask(day);
        assert.deepEqual([status, body.violations[0].field], [422, 'effectiveOn']);
      }
      stage.clock.now = new Date('2026-11-23T23:55:00Z');
      const draft = await stage.draft(ADA, TERM, { ...aProposal(), effectiveOn: '2026-11-24' });
      stage.clock.now = new Date('2026-11-24T00:05:00Z');
      const { status, effectiveOn } = await confirm(draft);
      assert.deepEqual([status, effectiveOn], ['effective', '2026-11-24']);
    });

    test('a newer change in good order replaces one that waits, and says so before it is confirmed', async () => {
      await restart();
      const first = await confirm(await stage.draft(ADA, TERM, later(10, 'First Demo')));
      const second = await stage.draft(ADA, TERM, later(20, 'Second Demo'));
      assert.deepEqual(
        second.replaces?.map(({ id }) => id),
        [first.id],
      );
      await confirm(second);
      assert.equal((await read(first)).status, 'superseded');
      await confirm(await stage.draft(ADA, TERM, aProposal({ name: 'Third Demo' })));
      pass(40);
      assert.equal(await takeDueEffect(stage.services), 0);
      assert.deepEqual(await namesOn(TERM), ['Third Demo']);
    });

    test('a newer change under review holds it back; declined, the older one takes effect; approved, it never does', async () => {
      await restart();
      const first = await confirm(await stage.draft(ADA, TERM, later(10, 'First Demo')));
      await confirm(await stage.draft(ADA, TERM, aProposal({ name: 'Stranger', relationship: 'other' })));
      pass(12);
      assert.equal(await takeDueEffect(stage.services), 0);
      assert.equal((await read(first)).status, 'confirmed');
      await sql`update api_endorsement set status = 'declined' where status = 'in-review'`.execute(stage.db);
      assert.equal(await takeDueEffect(stage.services), 1);
      const done = await read(first);
      assert.deepEqual([done.status, done.effectiveOn], ['effective', '2026-12-05']);
    });

    test('one of two policies that is held back by the second of them stands in nobody’s way', async () => {
      await restart();
      const together = await confirm(await stage.draft(ADA, TERM, { ...(await both()), ...later(10) }));
      await confirm(await stage.draft(ADA, WHOLE, aProposal({ name: 'Stranger', relationship: 'other' })));
      pass(12);
      const today = calendarDateOf(stage.clock.now);
      assert.deepEqual(await stage.services.endorsements.due(stage.db, today, { limit: 1 }), []);
      await sql`update api_endorsement set status = 'declined' where status = 'in-review'`.execute(stage.db);
      assert.equal(await takeDueEffect(stage.services), 1);
      assert.equal((await read(together)).status, 'effective');
    });

    test('is judged again on its day: where somebody must consent by now it is given up, and the policyholder is told why', async () => {
      await restart();
      const waiting = await confirm(await stage.draft(ADA, TERM, later(10)));
      assert.equal(waiting.status, 'confirmed');
      await sql`update api_policyholder set residence_state = 'TX' where email = 'ada@demo.example'`.execute(stage.db);
      pass(10);
      const taken = await Promise.all([takeDueEffect(stage.services), takeDueEffect(stage.services)]);
      assert.equal(
        taken.reduce((sum, each) => sum + each),
        1,
      );
      assert.deepEqual([(await read(waiting)).status, await namesOn(TERM)], ['superseded', ['Ben Demo']]);
      const told = (await letters()).filter(
        ({ subject }) => subject === 'A change of beneficiaries did not take effect',
      );
      assert.equal(told.length, 1);
      assert.match(told[0]?.body ?? '', /has to consent/);
      assert.doesNotMatch(told[0]?.body ?? '', /Ben/, 'mail is read by others');
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('takes effect on its day where everybody who must consent has done so', async () => {
      await restart();
      const held = await confirm(await stage.draft(BEN, 'SUR-200001', later(10)), BEN);
      assert.equal(held.status, 'in-review');
      await sql`update api_consent set answer = 'given'`.execute(stage.db);
      // As an approval for the later day leaves it.
      await sql`update api_endorsement set status = 'confirmed', effective_on = asked_for where id = ${held.id}`.execute(
        stage.db,
      );
      pass(10);
      assert.equal(await takeDueEffect(stage.services), 1);
      const { designation } = await stage.policy(BEN, 'SUR-200001');
      assert.deepEqual(
        designation.map(({ party }) => ('name' in party ? party.name : party.kind)),
        ['Eve Demo'],
      );
    });

    test('is given up when the policy is not in force on its day, and the policyholder is told', async () => {
      await restart();
      const waiting = await confirm(await stage.draft(ADA, TERM, later(10)));
      await sql`update api_policy set status = 'lapsed' where number = ${TERM}`.execute(stage.db);
      pass(10);
      const taken = await Promise.all([takeDueEffect(stage.services), takeDueEffect(stage.services)]);
      assert.equal(
        taken.reduce((sum, each) => sum + each),
        1,
      );
      assert.equal((await read(waiting)).status, 'superseded');
      assert.equal((await letters()).filter(({ subject }) => /did not take effect/.test(subject)).length, 1);
    });

    test('one change of two policies has one challenge, one notice, and a number in each history', async () => {
      await restart();
      const draft = await stage.draft(ADA, TERM, await both());
      assert.deepEqual(
        draft.together?.map(({ policyNumber, before }) => [policyNumber, before.length]),
        [[WHOLE, 3]],
      );
      const done = await confirm(draft);
      assert.deepEqual([done.number, done.together?.[0]?.number], [`${TERM}-E0001`, `${WHOLE}-E0001`]);
      assert.deepEqual([await namesOn(TERM), await namesOn(WHOLE)], [['Eve Demo'], ['Eve Demo']]);
      const told = await letters();
      assert.equal(told.length, 1);
      assert.match(told[0]?.subject ?? '', /policies SUR-100001 and SUR-100002 were changed/);
      const companion = await read({ id: done.together?.[0]?.id ?? '' });
      assert.deepEqual([companion.number, companion.together?.[0]?.id], [`${WHOLE}-E0001`, done.id]);
      const again = await stage.confirm(companion.id, await stage.stepUp(ADA, draft));
      assert.equal(again.status, 409);
      const link = new RegExp(`${PORTAL}/reversals/([\\w-]{43})`).exec(told[0]?.body ?? '')?.[1];
      const undone = await stage.call('POST', '/reversals', { body: { token: link } });
      assert.deepEqual([undone.body.outcome, undone.body.also[0].outcome], ['restored', 'restored']);
      assert.deepEqual([await namesOn(TERM), (await namesOn(WHOLE)).length], [['Ben Demo'], 3]);
      for (const number of [TERM, WHOLE]) assert.ok((await stage.policy(ADA, number)).whyBeneficiariesAreFixed);
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('"this was not me" stops a change of two policies that waits, and it never takes effect', async () => {
      await restart();
      const waiting = await confirm(await stage.draft(ADA, TERM, await both(later(10))));
      const link = new RegExp(`${PORTAL}/reversals/([\\w-]{43})`).exec((await letters())[0]?.body ?? '')?.[1];
      const { body } = await stage.call('POST', '/reversals', { body: { token: link } });
      assert.deepEqual([body.outcome, body.also[0].outcome], ['stopped', 'stopped']);
      pass(11);
      assert.equal(await takeDueEffect(stage.services), 0);
      assert.equal((await read(waiting)).status, 'reversed');
      for (const number of [TERM, WHOLE]) assert.ok((await stage.policy(ADA, number)).whyBeneficiariesAreFixed);
      assert.equal((await letters()).filter(({ recipient }) => recipient === 'reports@insurer.example').length, 1);
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('of several policies all change or none: one that changed meanwhile, or lapsed, stops the other', async () => {
      await restart();
      const draft = await stage.draft(ADA, TERM, await both());
      await confirm(await stage.draft(ADA, WHOLE, aProposal({ name: 'First Demo' })));
      const stale = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      assert.deepEqual([stale.status, stale.body.code], [412, 'policy-changed']);
      assert.match(stale.body.detail, /SUR-100002/);
      assert.deepEqual(await namesOn(TERM), ['Ben Demo']);
      const next = await stage.draft(ADA, TERM, await both());
      await sql`update api_policy set status = 'lapsed' where number = ${WHOLE}`.execute(stage.db);
      const lapsed = await stage.confirm(next.id, await stage.stepUp(ADA, next));
      assert.deepEqual([lapsed.status, lapsed.body.code], [409, 'policy-not-in-force']);
      assert.deepEqual(await namesOn(TERM), ['Ben Demo']);
    });

    test('a draft for several policies is refused for a stale, strange, lapsed or repeated one, and for too many', async () => {
      await restart();
      const token = await stage.tokenOf(ADA);
      const { etag } = await stage.policy(ADA, TERM);
      const ask = async (alsoOn: object) =>
        stage.call('POST', `/policies/${TERM}/endorsements`, {
          token,
          headers: { 'if-match': etag },
          body: { ...aProposal(), alsoOn },
        });
      const codes = async (alsoOn: object) => {
        const { status, body } = await ask(alsoOn);
        return [status, body.code];
      };
      assert.deepEqual(await codes([{ policyNumber: WHOLE, etag: '"7"' }]), [412, 'policy-changed']);
      assert.deepEqual(await codes([{ policyNumber: WHOLE, etag: '*' }]), [428, 'version-missing']);
      assert.deepEqual(await codes([{ policyNumber: 'SUR-100003', etag: '"1"' }]), [404, 'no-such-policy']);
      assert.deepEqual(await codes([{ policyNumber: TERM, etag }]), [422, 'rules-broken']);
      assert.deepEqual(await codes([{ policyNumber: WHOLE }]), [400, 'malformed-request']);
      assert.deepEqual(await codes(Array.from({ length: 20 }, () => ({ policyNumber: WHOLE, etag: '"1"' }))), [
        400,
        'malformed-request',
      ]);
      const { body } = await ask([{ policyNumber: WHOLE, etag: '"1"' }]);
      assert.equal(body.status, 'draft');
    });

    test('where one policy of several needs a consent, all of them wait for it', async () => {
      await restart();
      const { etag } = await stage.policy(BEN, 'SUR-200001');
      const draft = await stage.draft(BEN, 'SUR-100003', {
        ...aProposal(),
        alsoOn: [{ policyNumber: 'SUR-200001', etag }],
      });
      const asked = await confirm(draft, BEN);
      assert.deepEqual([asked.status, asked.together?.[0]?.status], ['in-review', 'in-review']);
      assert.deepEqual((await stage.policy(BEN, 'SUR-100003')).designation.length, 1);
    });
  });
}
