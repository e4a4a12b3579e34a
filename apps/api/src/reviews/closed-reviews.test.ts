import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DecisionDocument, EndorsementDocument } from '@surety/api-contract';
import { verifyAudit } from '../audit/verify-audit.ts';
import { STELLA } from '../testing/people.ts';
import { BENS_POLICY, REASON, stageOfTest } from '../testing/review-stage.ts';
import { ADA, aProposal, BEN } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    test('a declined change changes nothing, and the policyholder is told why', async (t) => {
      const stage = await stageOfTest(t, await make());
      const was = (await stage.policy(BEN, BENS_POLICY)).designation;
      const { id: endorsementId } = await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      assert.equal(
        (await stage.decide(STELLA, id, { verdict: 'decline', reason: 'The spouse objects to it.' })).status,
        200,
      );
      const read = (await stage.get(BEN, `/endorsements/${endorsementId}`)).body as EndorsementDocument;
      assert.deepEqual([read.status, read.declinedBecause], ['declined', 'The spouse objects to it.']);
      assert.deepEqual((await stage.policy(BEN, BENS_POLICY)).designation, was);
      assert.ok(
        (await stage.letters('ben@demo.example')).some(({ body }) => body.includes('The spouse objects to it.')),
      );
      const [ofAda = ''] = await stage.consentTokens('ada@demo.example');
      assert.deepEqual((await stage.answer(ofAda, 'refused')).body.code, 'no-longer-asked');
      const again = await stage.decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([again.status, again.body.code], [409, 'review-closed']);
    });

    test('a newer change that takes effect closes the review of an older one', async (t) => {
      const stage = await stageOfTest(t, await make());
      const old = await stage.confirmAs(
        ADA,
        await stage.draft(ADA, 'SUR-100001', aProposal({ relationship: 'other' })),
      );
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const newer = await stage.draft(ADA, 'SUR-100001', aProposal({ name: 'Newer Demo' }));
      assert.deepEqual(newer.replaces, [{ id: old.id, policyNumber: 'SUR-100001', status: 'in-review' }]);
      assert.equal((await stage.confirmAs(ADA, newer)).status, 'effective');
      assert.equal(
        ((await stage.get(ADA, `/endorsements/${old.id}`)).body as EndorsementDocument).status,
        'superseded',
      );
      assert.deepEqual((await stage.get(STELLA, `/reviews/${id}`)).body.code, 'review-closed');
    });

    test('"this was not me" stops it, freezes the policy, and nobody can approve it any more', async (t) => {
      const stage = await stageOfTest(t, await make());
      const draft = await stage.confirmAs(
        ADA,
        await stage.draft(ADA, 'SUR-100001', aProposal({ relationship: 'other' })),
      );
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const decision = (await stage.draftDecision(STELLA, id, { verdict: 'approve', reason: REASON }))
        .body as DecisionDocument;
      const link = /reversals\/([\w-]{43})/.exec((await stage.letters('ada@demo.example'))[0]?.body ?? '')?.[1];
      const { body } = await stage.call('POST', '/reversals', { body: { token: link } });
      assert.deepEqual(body, { outcome: 'stopped', policyNumber: 'SUR-100001', reported: 'SUR-100001' });
      assert.equal(
        ((await stage.get(ADA, `/endorsements/${draft.id}`)).body as EndorsementDocument).status,
        'reversed',
      );
      assert.match((await stage.policy(ADA, 'SUR-100001')).whyBeneficiariesAreFixed ?? '', /not being yours/);
      assert.equal((await stage.letters('reports@insurer.example')).length, 1, 'the insurer is told');
      assert.deepEqual((await stage.carryOut(STELLA, decision)).body.code, 'review-closed');
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });
  });
}
