import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { daysAfter } from '@surety/insurance';
import { sql } from 'kysely';
import { auditReads } from '../audit/audit-reads-repository.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { takeDueEffect } from '../endorsements/take-effect.ts';
import { hold, untilWaiting } from '../testing/locks.ts';
import { ADA, aProposal, CALM, PORTAL, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const NUMBER = 'SUR-100001';
const ROUNDS = 12;

for (const { name, make } of databaseKinds) {
  describe(`"this was not me" at the moment in which the change takes effect, on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
    });
    after(() => stage.strike());

    /** A change that waits for its day, which then comes; with the link of its letter. */
    const dueChange = async (party: string) => {
      await sql`update api_policy set frozen_at = null where number = ${NUMBER}`.execute(stage.db);
      await stage.db.deleteFrom('api_notice').execute();
      const effectiveOn = daysAfter(stage.clock.now, 10).toISOString().slice(0, 10);
      const draft = await stage.draft(ADA, NUMBER, { ...aProposal({ name: party }), effectiveOn });
      const { body } = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      assert.equal((body as EndorsementDocument).status, 'confirmed');
      const letters = await stage.services.notices.due(stage.clock.now, 500);
      const links = letters
        .toReversed()
        .map((each) => new RegExp(`${PORTAL}/reversals/([\\w-]{43})`).exec(each.body)?.[1]);
      stage.clock.now = daysAfter(stage.clock.now, 10);
      return { id: draft.id, token: links.find((link) => link !== undefined) ?? '' };
    };
    const report = (token: string) => stage.call('POST', '/reversals', { body: { token } });
    const eventsOf = async (id: string) => {
      const all = await auditReads.allEventsAfter(stage.db, { policyholderId: '', position: 0 }, { limit: 999 });
      return all.filter(({ content }) => content.includes(id)).map(({ event }) => event);
    };
    /** What the person is told, and what is so, agree. */
    const assertUndone = async ({ id }: { id: string }, { status, body }: Awaited<ReturnType<typeof report>>) => {
      assert.equal(status, 200, JSON.stringify(body));
      const names = (await stage.policy(ADA, NUMBER)).designation.map(({ party }) => 'name' in party && party.name);
      assert.ok(!names.includes('Mallory Demo'), `told "${body.outcome}", and yet it is in effect`);
      const events = await eventsOf(id);
      const tookEffect = events.includes('beneficiaries-changed');
      assert.equal(body.outcome, tookEffect ? 'restored' : 'stopped');
      assert.equal(events.includes('change-stopped'), !tookEffect, events.join());
    };

    test('whoever comes first, the person is told what is so', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const due = await dueChange('Mallory Demo');
        const first = round % 2 === 0;
        const taking = first ? takeDueEffect(stage.services) : undefined;
        const reporting = report(due.token);
        await Promise.all([taking ?? takeDueEffect(stage.services), reporting]);
        await assertUndone(due, await reporting);
      }
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    if (name === 'PostgreSQL') {
      test('it waits for the one that holds the policy, and then undoes what that one did', async () => {
        const due = await dueChange('Mallory Demo');
        const release = await hold(stage, sql`select 1 from api_policy where number = ${NUMBER} for update`);
        const taking = takeDueEffect(stage.services);
        await untilWaiting(stage, 1);
        const reporting = report(due.token);
        await untilWaiting(stage, 2);
        await release();
        await taking;
        await assertUndone(due, await reporting);
      });
    }
  });
}
