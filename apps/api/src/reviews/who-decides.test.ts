import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { STELLA } from '../testing/people.ts';
import { BENS_POLICY, stageOfTest } from '../testing/review-stage.ts';
import { BEN } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    test('nobody decides on a change of their own policy, whichever of their sign-ins they use', async (t) => {
      const stage = await stageOfTest(t, await make());
      await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const { consents } = await stage.file(id);
      const issuer = sql<string>`(select issuer from api_policyholder where subject = 'ben')`;
      await sql`insert into api_linked_subject (issuer, subject, policyholder_id, linked_at) select ${issuer}, 'ben-again',
        id, 0 from api_policyholder where subject = 'ben'`.execute(stage.db);
      const again = { sub: 'ben-again', emails: ['ben@work.example'], extension_Roles: 'staff' };
      assert.match((await stage.file(id, again)).whyNotYou ?? '', /request of their own/);
      for (const body of [
        { verdict: 'decline' },
        { verdict: 'record-consent', consentId: consents[0]?.id, reason: 'letter of 1 November, signature compared' },
      ]) {
        const refused = await stage.decide(again, id, body);
        assert.deepEqual([refused.status, refused.body.code], [409, 'own-request']);
      }
    });

    test('whoever is signed in without an address decides nothing: whether the change concerns them cannot be told', async (t) => {
      const stage = await stageOfTest(t, await make());
      await stage.confirmAs(BEN, await stage.draft(BEN, BENS_POLICY));
      const [{ id = '' } = {}] = (await stage.queue()).reviews;
      const { consents } = await stage.file(id);
      const nameless = { sub: 'stella', extension_Roles: 'staff' };
      assert.match((await stage.file(id, nameless)).whyNotYou ?? '', /no e-mail address/);
      for (const body of [
        { verdict: 'approve' },
        { verdict: 'decline' },
        { verdict: 'record-consent', consentId: consents[0]?.id, reason: 'letter of 1 November, signature compared' },
      ]) {
        const refused = await stage.decide(nameless, id, body);
        assert.deepEqual([refused.status, refused.body.code], [409, 'address-unknown']);
      }
    });

    test('staff who hold no policy are not entered as policyholders, and get no first policy', async (t) => {
      const stage = await stageOfTest(t, await make());
      assert.deepEqual(await stage.register(STELLA), { email: 'stella@demo.example', policies: 0 });
      assert.deepEqual((await stage.get(STELLA, '/policies')).body.policies.length, 0);
      const rows = await sql`select 1 from api_policyholder where email = 'stella@demo.example'`.execute(stage.db);
      assert.equal(rows.rows.length, 0);
    });
  });
}
