import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BENS_POLICY, stageOfTest } from '../testing/review-stage.ts';
import { aProposal, BEN } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    test('the file shows what the decision needs, and the audit is told who looked', async (t) => {
      const stage = await stageOfTest(t, await make());
      await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const read = await stage.file(id);
      assert.deepEqual(read.policyholder, { email: 'ben@demo.example', residenceState: 'TX' });
      assert.deepEqual(read.changes[0]?.before.length, 2);
      assert.ok(!JSON.stringify(read).includes('premium') && !JSON.stringify(read).includes('coverage'));
      const own = await stage.file(id, { ...BEN, extension_Roles: 'staff' });
      assert.match(own.whyNotYou ?? '', /request of their own/);
      assert.equal((await stage.events()).filter((event) => event === 'review-looked-at').length, 2);
    });

    test('the file says when a change brought the address of whoever consents', async (t) => {
      const stage = await stageOfTest(t, await make());
      const spouse = { name: 'Ada Demo', relationship: 'spouse', bornOn: '1980-05-01', email: 'new@demo.example' };
      assert.equal(
        (await stage.confirmAs(BEN, await stage.draft(BEN, 'SUR-100003', aProposal(spouse)))).status,
        'effective',
      );
      stage.clock.now = new Date(stage.clock.now.getTime() + 86_400_000);
      await stage.confirmAs(BEN, await stage.draft(BEN, 'SUR-100003'));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const [consent] = (await stage.file(id)).consents;
      assert.deepEqual([consent?.email, consent?.emailSince], ['new@demo.example', '2026-11-23T10:00:00.000Z']);
    });
  });
}
