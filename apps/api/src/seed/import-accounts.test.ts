import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, aProposal, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { AccountsRefused, importAccounts } from './import-accounts.ts';

const account = (policynumber: string, changes: object = {}) => ({
  email: 'dan@demo.example',
  policynumber,
  beneficiary: 'Eve  Demo',
  ...changes,
});
const fileOf = (...accounts: object[]) => `[\n${accounts.map((each) => JSON.stringify(each)).join(',\n')}\n]`;

for (const { name, make } of databaseKinds) {
  describe(`taking over accounts on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
    });
    after(() => stage.strike());

    const problemsOf = async (text: string): Promise<readonly string[]> => {
      const count = () => sql`select 1 from api_policy union all select 1 from api_policyholder`.execute(stage.db);
      const before = (await count()).rows.length;
      const refusal = await importAccounts(stage.services, text).catch((error: unknown) => error);
      assert.ok(refusal instanceof AccountsRefused);
      assert.equal((await count()).rows.length, before);
      return refusal.problems;
    };

    test('policies wait for the verified address, show the name alone, and can be changed', async () => {
      assert.equal(await importAccounts(stage.services, fileOf(account('F-1'), account('F-2'))), 2);
      const dan = { sub: 'dan', emails: ['Dan@demo.example'] };
      assert.equal((await stage.register(dan)).policies, 2);
      const { designation, insured, kind } = await stage.policy(dan, 'F-1');
      assert.deepEqual(designation, [
        {
          class: 'primary',
          party: { kind: 'name-only', name: 'Eve Demo' },
          allocation: 10_000,
          distribution: 'per-capita',
        },
      ]);
      assert.deepEqual([insured, kind], [undefined, 'life']);
      const draft = await stage.draft(dan, 'F-1', aProposal());
      assert.equal((await stage.confirm(draft.id, await stage.stepUp(dan, draft))).body.number, 'F-1-E0001');
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('whoever signed in before gets theirs at once', async () => {
      const { policies } = await stage.register(ADA);
      await importAccounts(stage.services, fileOf(account('F-3', { email: 'ADA@demo.example' })));
      assert.equal((await stage.register(ADA)).policies, policies + 1);
    });

    test('names every malformed row by its line, and takes over nothing', async () => {
      const text = fileOf(
        account('G-1'),
        account('G-2', { email: 'nobody', beneficiary: ' ' }),
        account('G-3', { policynumber: 7 }),
        { email: 'x@demo.example', policynumber: 'G-4' },
        account('G-5', { note: 'lost' }),
      );
      assert.deepEqual(await problemsOf(text), [
        'Line 3: "nobody" is not an e-mail address.',
        'Line 3: "beneficiary" is empty.',
        'Line 4: "policynumber" must be text.',
        'Line 5: "beneficiary" is missing.',
        'Line 6: "note" is not known here, so nothing of it could be kept.',
      ]);
    });

    test('finds the line however the file is laid out', async () => {
      const text = '[ {"email":"a@b.c",\n"policynumber":"H-1",\n"beneficiary":"] , {\\""} ,\n\n\n {"email":1}, 5 ]';
      const lines = (await problemsOf(text)).map((sentence) => sentence.split(':')[0]);
      assert.deepEqual([...new Set(lines)], ['Line 6']);
    });

    test('names policies that stand in the file twice or exist already', async () => {
      assert.deepEqual(await problemsOf(fileOf(account('I-1'), account('I-2'), account('I-1'))), [
        'Line 4: the policy I-1 stands in the file twice, first on line 2.',
      ]);
      assert.deepEqual(await problemsOf(fileOf(account('I-1'), account('SUR-100001'))), [
        'Line 3: there is already a policy SUR-100001.',
      ]);
    });

    test('names the line where the file stops being JSON, and refuses what is no list', async () => {
      assert.deepEqual(await problemsOf('[\n{"email": 1,\n}]'), ['Line 3: this is not JSON.']);
      assert.deepEqual(await problemsOf('[\n{'), ['Line 2: this is not JSON.']);
      assert.deepEqual(await problemsOf('{}'), ['Line 1: the file must hold a list of accounts, [ … ].']);
    });

    test('takes over a thousand accounts in one go', async () => {
      const accounts = Array.from({ length: 1_000 }, (_, index) =>
        account(`J-${index}`, { email: `p${index % 300}@demo.example` }),
      );
      assert.equal(await importAccounts(stage.services, JSON.stringify(accounts)), 1_000);
    });
  });
}
