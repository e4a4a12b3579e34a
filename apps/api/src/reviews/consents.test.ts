import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DecisionDocument, EndorsementDocument } from '@surety/api-contract';
import { verifyAudit } from '../audit/verify-audit.ts';
import { SAM, STELLA } from '../testing/people.ts';
import { BENS_POLICY, stageOfTest } from '../testing/review-stage.ts';
import { BEN } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    test('waits for everybody whose consent it needs, and changes nothing until it is approved', async (t) => {
      const stage = await stageOfTest(t, await make());
      const draft = await stage.draft(BEN, BENS_POLICY);
      assert.deepEqual(draft.holds, ['consent-missing']);
      const asked = [
        { policyNumber: BENS_POLICY, reason: 'community-property', name: 'Ada Demo', answer: 'awaited' },
        { policyNumber: BENS_POLICY, reason: 'irrevocable', name: 'Carla Demo', answer: 'awaited' },
      ];
      assert.deepEqual(draft.consents, asked);
      const was = (await stage.policy(BEN, BENS_POLICY)).designation;
      assert.equal((await stage.confirmAs(BEN, draft)).status, 'in-review');
      assert.deepEqual((await stage.policy(BEN, BENS_POLICY)).designation, was);
      assert.equal((await stage.letters('ben@demo.example')).length, 1);

      const [waiting] = (await stage.queue()).reviews;
      assert.deepEqual([waiting?.policyNumber, waiting?.holds], [BENS_POLICY, ['consent-missing']]);
      const id = waiting?.id ?? '';
      const early = await stage.decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([early.status, early.body.code], [409, 'consent-missing']);

      const [ofAda = ''] = await stage.consentTokens('ada@demo.example');
      const question = await stage.call('POST', '/consents/question', { body: { token: ofAda } });
      assert.deepEqual(
        [question.status, question.body.before, question.body.after, question.body.insuredName],
        [200, { class: 'primary', allocation: 7_000 }, undefined, 'Ben Demo'],
      );
      assert.ok(!JSON.stringify(question.body).includes('Carla'), 'nobody learns of the others');
      const unsigned = await stage.answer(ofAda, 'given', 'Somebody Else');
      assert.deepEqual([unsigned.status, unsigned.body.violations[0].field], [422, 'signature']);
      assert.equal((await stage.answer(ofAda, 'given', ' ada  demo ')).status, 200);
      assert.deepEqual((await stage.answer(ofAda, 'refused')).body.code, 'link-used');
      const [ofCarla = ''] = await stage.consentTokens('carla@demo.example');
      assert.equal((await stage.answer(ofCarla, 'given', 'Carla Demo')).status, 200);

      const done = await stage.decide(STELLA, id, { verdict: 'approve' });
      assert.equal(done.status, 200, JSON.stringify(done.body));
      assert.deepEqual((await stage.policy(BEN, BENS_POLICY)).designation, draft.after);
      const read = (await stage.get(BEN, `/endorsements/${draft.id}`)).body as EndorsementDocument;
      assert.deepEqual(
        [read.status, read.number, read.evidence?.kind],
        ['effective', `${BENS_POLICY}-E0001`, 'second-factor'],
      );
      assert.deepEqual((await stage.queue()).waiting, 0);
      assert.equal((await verifyAudit(stage.db)).intact, true);
      const told = await stage.events();
      for (const event of [
        'change-sent-to-review',
        'consent-asked',
        'consent-answered',
        'review-decided',
        'beneficiaries-changed',
      ])
        assert.ok(told.includes(event as never), event);
    });

    test('a paper counts as consent, but who recorded it does not approve: a second person does', async (t) => {
      const stage = await stageOfTest(t, await make());
      const draft = await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const { consents } = await stage.file(id);
      const [ofAda = ''] = await stage.consentTokens('ada@demo.example');
      assert.equal((await stage.answer(ofAda, 'refused')).status, 200);
      for (const { id: consentId } of consents) {
        const paper = { verdict: 'record-consent', consentId, reason: 'letter of 1 November, signature compared' };
        assert.equal((await stage.decide(STELLA, id, paper)).status, 200);
      }
      const own = await stage.decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([own.status, own.body.code], [409, 'recorded-consent']);
      assert.equal((await stage.decide(SAM, id, { verdict: 'approve' })).status, 200);
      assert.equal(
        ((await stage.get(BEN, `/endorsements/${draft.id}`)).body as EndorsementDocument).status,
        'effective',
      );
    });

    test('a paper that was recorded is not recorded again: who recorded it first still does not approve', async (t) => {
      const stage = await stageOfTest(t, await make());
      await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const { consents } = await stage.file(id);
      const paperOf = (consentId: string | undefined) => ({
        verdict: 'record-consent',
        consentId,
        reason: 'letter of 1 November, signature compared',
      });
      const [first] = consents;
      const late = (await stage.draftDecision(SAM, id, paperOf(first?.id))).body as DecisionDocument;
      for (const consent of consents) assert.equal((await stage.decide(STELLA, id, paperOf(consent.id))).status, 200);
      for (const again of [await stage.carryOut(SAM, late), await stage.decide(SAM, id, paperOf(first?.id))])
        assert.deepEqual([again.status, again.body.code], [409, 'answered']);
      const own = await stage.decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([own.status, own.body.code], [409, 'recorded-consent']);
    });
  });
}
