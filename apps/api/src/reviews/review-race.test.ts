import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { DecisionDocument, EndorsementDocument } from '@surety/api-contract';
import { daysAfter } from '@surety/insurance';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { takeDueEffect } from '../endorsements/take-effect.ts';
import { hold, untilWaiting } from '../testing/locks.ts';
import { STELLA } from '../testing/people.ts';
import { BENS_POLICY, REASON, stageOfTest } from '../testing/review-stage.ts';
import { ADA, aProposal, BEN } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { remindOfConsents } from './remind-of-consents.ts';

const NUMBER = 'SUR-100001';

for (const { name, make } of databaseKinds.slice(1)) {
  describe(`a review and what happens at the same moment, on ${name}`, () => {
    /** A change that awaits Ada's consent, and a decision to decline it that waits for its second factor. */
    const aboutToBeDeclined = async (t: TestContext) => {
      const stage = await stageOfTest(t, await make());
      await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [link = ''] = await stage.consentTokens('ada@demo.example');
      stage.clock.now = daysAfter(stage.clock.now, 28);
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const { body } = await stage.draftDecision(STELLA, id, { verdict: 'decline', reason: REASON });
      return { stage, link, decision: body as DecisionDocument };
    };
    type Declining = Awaited<ReturnType<typeof aboutToBeDeclined>>;

    const whatHappens: Record<string, (about: Declining) => Promise<unknown>> = {
      'consent-answered': ({ stage, link }) => stage.answer(link, 'given', 'Ada Demo'),
      'consent-reminded': ({ stage }) => remindOfConsents(stage.services),
    };
    for (const [event, happen] of Object.entries(whatHappens))
      test(`nothing happens to a consent once its change is decided: ${event}`, async (t) => {
        const about = await aboutToBeDeclined(t);
        const { stage, decision } = about;
        const release = await hold(stage, sql`select 1 from api_consent for update`);
        const happening = happen(about);
        await untilWaiting(stage, 1);
        const declining = stage.carryOut(STELLA, decision);
        await untilWaiting(stage, 2, declining);
        await release();
        await happening;
        assert.equal((await declining).status, 200);
        const events = await stage.events();
        assert.ok(events.lastIndexOf(event) < events.indexOf('review-decided'), events.join());
      });

    test('a due change does not overtake a newer one that is just going to review', async (t) => {
      const stage = await stageOfTest(t, await make());
      const effectiveOn = daysAfter(stage.clock.now, 10).toISOString().slice(0, 10);
      const due = await stage.confirmAs(ADA, await stage.draft(ADA, NUMBER, { ...aProposal(), effectiveOn }));
      stage.clock.now = daysAfter(stage.clock.now, 10);
      const newer = await stage.draft(ADA, NUMBER, aProposal({ name: 'Newer Demo', relationship: 'other' }));
      const release = await hold(stage, sql`select 1 from api_policy where number = ${NUMBER} for update`);
      const confirming = stage.confirmAs(ADA, newer);
      await untilWaiting(stage, 1);
      const taking = takeDueEffect(stage.services);
      await untilWaiting(stage, 2);
      await release();
      assert.equal((await confirming).status, 'in-review');
      assert.equal(await taking, 0);
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      assert.equal((await stage.decide(STELLA, id, { verdict: 'approve' })).status, 200);
      const read = (await stage.get(ADA, `/endorsements/${due.id}`)).body as EndorsementDocument;
      assert.equal(read.status, 'superseded');
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });
  });
}
