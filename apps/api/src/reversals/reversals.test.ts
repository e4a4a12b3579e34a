import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { EndorsementDocument } from '@surety/api-contract';
import { sql } from 'kysely';
import { auditReads } from '../audit/audit-reads-repository.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, aProposal, BEN, CALM, PORTAL, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const PROGRAM = fileURLToPath(new URL('../policies/main.ts', import.meta.url));
const NUMBER = 'SUR-100001';
const DAY_MS = 24 * 60 * 60 * 1000;

for (const { name, make } of databaseKinds) {
  describe(`"this was not me" on ${name}`, () => {
    const stages: Stage[] = [];
    let stage: Stage;
    const restart = async () => {
      stage = await setStage({ database: await make(), market: CALM });
      stages.push(stage);
      await stage.register(ADA);
    };
    before(restart);
    after(() => Promise.all(stages.map((each) => each.strike())));

    const change = async (name: string, number = NUMBER, person: typeof ADA = ADA) => {
      const draft = await stage.draft(person, number, aProposal({ name }));
      const { status, body } = await stage.confirm(draft.id, await stage.stepUp(person, draft));
      assert.equal(status, 200);
      return body as EndorsementDocument;
    };
    const letters = async () => (await stage.services.notices.due(stage.clock.now, 50)).map(({ body }) => body);
    const tokenIn = (letter = '') => new RegExp(`${PORTAL}/reversals/([\\w-]{43})\\b`).exec(letter)?.[1] ?? '';
    const tokenOf = async ({ number }: EndorsementDocument) =>
      tokenIn((await letters()).find((letter) => letter.includes(String(number)) && tokenIn(letter) !== ''));
    const report = (token: string) => stage.call('POST', '/reversals', { body: { token } });
    const events = async () => {
      const all = await auditReads.allEventsAfter(stage.db, { policyholderId: '', position: 0 }, { limit: 99 });
      return all.filter(({ content }) => content.includes(NUMBER)).map(({ event }) => event);
    };

    test('puts the former designation back by an endorsement of its own, freezes, and tells everyone', async () => {
      const was = (await stage.policy(ADA, NUMBER)).designation;
      const changed = await change('Eve Evil');
      const waiting = await stage.draft(ADA, NUMBER, aProposal({ name: 'Eve Again' }));
      const token = await tokenOf(changed);

      const { status, body, headers } = await report(token);
      assert.equal(status, 200);
      assert.equal(headers['cache-control'], 'no-store');
      const [reported, number] = [`${NUMBER}-E0001`, `${NUMBER}-E0002`];
      assert.deepEqual(body, { outcome: 'restored', policyNumber: NUMBER, reported, number });

      const policy = await stage.policy(ADA, NUMBER);
      assert.deepEqual(policy.designation, was);
      assert.match(policy.whyBeneficiariesAreFixed ?? '', /reported as not being yours/);
      const read = await stage.call('GET', `/policies/${NUMBER}/endorsements`, { token: await stage.tokenOf(ADA) });
      const [undoing, undone] = (read.body as { endorsements: EndorsementDocument[] }).endorsements;
      assert.deepEqual([undone?.number, undone?.status], [reported, 'reversed']);
      assert.deepEqual([undoing?.number, undoing?.status, undoing?.reverses], [number, 'effective', reported]);
      assert.deepEqual([undoing?.before, undoing?.after], [undone?.after, undone?.before]);

      const confirmed = await stage.confirm(waiting.id, await stage.stepUp(ADA, waiting));
      assert.deepEqual([confirmed.status, confirmed.body.code], [409, 'policy-frozen']);
      const drafted = await stage.call('POST', `/policies/${NUMBER}/endorsements`, {
        token: await stage.tokenOf(ADA),
        headers: { 'if-match': policy.etag },
        body: aProposal(),
      });
      assert.deepEqual([drafted.status, drafted.body.code], [409, 'policy-frozen']);
      const again = await stage.confirm(changed.id, await stage.stepUp(ADA, waiting));
      assert.deepEqual([again.status, again.body.code], [409, 'already-reversed']);

      assert.deepEqual((await events()).slice(-2), ['beneficiaries-restored', 'policy-frozen']);
      assert.equal((await verifyAudit(stage.db)).intact, true);
      assert.ok((await letters()).some((letter) => letter.includes(`Endorsement ${number} undoes ${reported}`)));
    });

    test('works once, and only with the token that was mailed', async () => {
      await restart();
      const token = await tokenOf(await change('Eve Evil'));
      assert.deepEqual((await report('x'.repeat(43))).status, 404);
      assert.equal((await stage.policy(ADA, NUMBER)).whyBeneficiariesAreFixed, undefined);
      const both = await Promise.all([report(token), report(token)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
      assert.equal(both.find(({ status }) => status === 409)?.body.code, 'link-used');
      const row = await sql<{ all: string }>`select * from api_reversal_link`.execute(stage.db);
      assert.ok(!JSON.stringify(row.rows).includes(token), 'the token is hashed at rest');
      const asked = await stage.call('POST', '/reversals', { body: {} });
      assert.equal(asked.status, 400);
    });

    test('works for fourteen days', async () => {
      await restart();
      const begun = stage.clock.now;
      const [early, late] = [await tokenOf(await change('A Demo')), await tokenOf(await change('B Demo'))];
      stage.clock.now = new Date(begun.getTime() + 14 * DAY_MS - 1);
      assert.equal((await report(early)).status, 200);
      stage.clock.now = new Date(begun.getTime() + 14 * DAY_MS);
      const { status, body } = await report(late);
      assert.deepEqual([status, body.code], [410, 'link-expired']);
    });

    test('freezes without putting back when the policy has moved on, or is not in force', async () => {
      await restart();
      await stage.register(BEN);
      const first = await tokenOf(await change('A Demo'));
      const second = await tokenOf(await change('B Demo'));
      const before = await stage.policy(ADA, NUMBER);
      const stale = await report(first);
      assert.deepEqual([stale.status, stale.body.outcome, stale.body.number], [200, 'changed-since', undefined]);
      const policy = await stage.policy(ADA, NUMBER);
      assert.deepEqual(policy.designation, before.designation);
      assert.notEqual(policy.etag, before.etag);
      assert.ok(policy.whyBeneficiariesAreFixed);
      assert.equal((await report(second)).body.outcome, 'restored', 'the newest change can still be undone');
      assert.equal((await verifyAudit(stage.db)).intact, true);

      const claimed = await tokenOf(await change('C Demo', 'SUR-100003', BEN));
      await sql`update api_policy set status = 'in-claim' where number = 'SUR-100003'`.execute(stage.db);
      assert.equal((await report(claimed)).body.outcome, 'not-in-force');
    });

    test('a delivered letter is forgotten, so that its link stands nowhere any more', async () => {
      await restart();
      await change('A Demo');
      const [notice] = await stage.services.notices.due(stage.clock.now, 1);
      assert.ok(notice);
      await stage.db
        .transaction()
        .execute((transaction) => stage.services.notices.markDelivered(transaction, notice, stage.clock.now));
      const { rows } = await sql<{ body: string }>`select body from api_notice`.execute(stage.db);
      assert.deepEqual(
        rows.map(({ body }) => body),
        [''],
      );
    });

    test('the insurer lists frozen policies and opens one with a reason, which the audit keeps', async () => {
      await restart();
      const run = (...words: string[]) =>
        new Promise<{ code: number; out: string }>((resolve) => {
          const env = { ...process.env, API_DATABASE_URL: stage.database.address };
          execFile(process.execPath, [PROGRAM, ...words], { env }, (error, out, err) =>
            resolve({ code: Number(error?.code ?? 0), out: out + err }),
          );
        });
      await report(await tokenOf(await change('A Demo')));
      assert.match((await run('frozen')).out, /^SUR-100001 since 2026-11-23T10:00:00.000Z\n$/);
      assert.equal((await run('unfreeze', NUMBER)).code, 2);
      assert.equal((await run('unfreeze', NUMBER, '--reason', ' ')).code, 2);
      assert.equal((await run('unfreeze', 'SUR-100002', '--reason', 'x')).code, 1);
      const { code, out } = await run('unfreeze', NUMBER, '--reason', 'called back, date of birth agrees');
      assert.deepEqual([code, out], [0, 'The beneficiaries of policy SUR-100001 can be changed again.\n']);
      assert.equal((await run('unfreeze', NUMBER, '--reason', 'again')).code, 1);
      assert.equal((await run('--help')).code, 0);

      assert.equal((await change('B Demo')).number, `${NUMBER}-E0003`);
      assert.ok((await events()).includes('policy-unfrozen'));
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });
  });
}
