import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DecisionDocument } from '@surety/api-contract';
import { sql } from 'kysely';
import { SAM, STELLA } from '../testing/people.ts';
import { REASON, type ReviewStage, setReviewStage } from '../testing/review-stage.ts';
import { ADA, aProposal, BEN } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    describe('is refused', () => {
      let stage: ReviewStage;
      let id = '';
      before(async () => {
        stage = await setReviewStage(await make());
        await stage.confirmAs(ADA, await stage.draft(ADA, 'SUR-100001', aProposal({ relationship: 'other' })));
        id = (await stage.queue()).reviews[0]?.id ?? '';
      });
      after(() => stage.strike());

      test('to everybody without the role, whatever else they have', async () => {
        for (const person of [ADA, BEN, { sub: 'x', extension_Roles: 'staffing' }, { sub: 'x', extension_Roles: '' }])
          for (const url of ['/reviews', `/reviews/${id}`]) {
            const { status, body } = await stage.get(person, url);
            assert.deepEqual([status, body.code], [403, 'role-missing']);
          }
        const decided = await stage.draftDecision(ADA, id, { verdict: 'approve', reason: REASON });
        assert.deepEqual([decided.status, decided.body.code], [403, 'role-missing']);
        assert.equal((await stage.call('GET', '/reviews')).status, 401);
        const scopeless = await stage.tokenOf(STELLA, { scp: 'Accounts.Read' });
        const written = await stage.call('POST', `/reviews/${id}/decisions`, {
          token: scopeless,
          body: { verdict: 'approve', reason: REASON },
        });
        assert.deepEqual([written.status, written.body.code], [403, 'insufficient-scope']);
      });

      test('without a second factor that is bound to exactly this decision, by exactly this person', async () => {
        const [one, two] = await Promise.all(
          ['approve', 'decline'].map(
            async (verdict) =>
              (await stage.draftDecision(STELLA, id, { verdict, reason: REASON })).body as DecisionDocument,
          ),
        );
        assert.ok(one && two);
        const path = `/decisions/${one.id}/confirmation`;
        const ordinary = await stage.call('POST', path, { token: await stage.tokenOf(STELLA) });
        assert.deepEqual([ordinary.status, ordinary.body.code], [401, 'second-factor-needed']);
        assert.match(String(ordinary.headers['www-authenticate']), /insufficient_user_authentication/);
        const otherOne = await stage.call('POST', path, { token: await stage.stepUp(STELLA, two) });
        assert.deepEqual([otherOne.status, otherOne.body.code], [401, 'proof-not-bound']);
        const otherPerson = await stage.call('POST', path, { token: await stage.stepUp(SAM, one) });
        assert.deepEqual([otherPerson.status, otherPerson.body.code], [404, 'no-such-decision']);
        const roleless = await stage.call('POST', path, { token: await stage.stepUp({ sub: 'stella' }, one) });
        assert.deepEqual([roleless.status, roleless.body.code], [403, 'role-missing']);
        stage.clock.now = new Date(stage.clock.now.getTime() + 15 * 60_000);
        const late = await stage.call('POST', path, { token: await stage.stepUp(STELLA, one) });
        assert.deepEqual([late.status, late.body.code], [410, 'decision-expired']);
      });

      test('for one that is unknown, malformed, without a reason, or too large', async () => {
        const statuses = async (reviewId: string, body: object) =>
          (await stage.draftDecision(STELLA, reviewId, body)).status;
        assert.equal(await statuses('unknown', { verdict: 'approve', reason: REASON }), 404);
        assert.equal(await statuses(id, { verdict: 'maybe', reason: REASON }), 400);
        assert.equal(await statuses(id, { verdict: 'approve' }), 400);
        assert.equal(await statuses(id, { verdict: 'approve', reason: '  short  ' }), 422);
        assert.equal(await statuses(id, { verdict: 'approve', reason: 'x'.repeat(1001) }), 400);
        const unknown = await stage.draftDecision(STELLA, id, {
          verdict: 'record-consent',
          reason: REASON,
          consentId: 'x',
        });
        assert.deepEqual([unknown.status, unknown.body.code], [409, 'consent-unknown']);
        assert.equal((await stage.get(STELLA, '/reviews/unknown')).status, 404);
        const asked = await stage.call('POST', '/consents/question', { body: { token: 'x'.repeat(43) } });
        assert.deepEqual([asked.status, asked.body.code], [404, 'link-unknown']);
        assert.equal((await stage.call('POST', '/consents', { body: { token: 'x', answer: 'maybe' } })).status, 400);
      });

      test('to take effect on a policy that lapsed meanwhile; declining it stays possible', async () => {
        await sql`update api_policy set status = 'lapsed' where number = 'SUR-100001'`.execute(stage.db);
        const approved = await stage.decide(STELLA, id, { verdict: 'approve' });
        assert.deepEqual([approved.status, approved.body.code], [412, 'policy-changed']);
        assert.equal((await stage.queue()).waiting, 1);
        await sql`update api_policy set status = 'in-force' where number = 'SUR-100001'`.execute(stage.db);
      });

      test('when it is too large to be read', async () => {
        const { status } = await stage.draftDecision(STELLA, id, {
          verdict: 'approve',
          reason: 'x'.repeat(2 * 1024 * 1024),
        });
        assert.equal(status, 413);
        assert.equal(
          (await stage.call('POST', '/consents', { body: { token: 'x'.repeat(2 * 1024 * 1024) } })).status,
          413,
        );
      });

      test('twice: of two decisions at once one counts', async () => {
        const drafts = await Promise.all(
          [STELLA, SAM].map(async (person) => ({
            person,
            decision: (await stage.draftDecision(person, id, { verdict: 'approve', reason: REASON }))
              .body as DecisionDocument,
          })),
        );
        const done = await Promise.all(drafts.map(({ person, decision }) => stage.carryOut(person, decision)));
        assert.deepEqual(
          done.map(({ status }) => status).sort(),
          [200, 409],
          JSON.stringify(done.map(({ body }) => body)),
        );
        const [first] = drafts;
        assert.ok(first);
        assert.equal((await stage.carryOut(first.person, first.decision)).status, 409);
      });
    });
  });
}
