import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse } from '../testing/a-person.ts';
import { credentialOf, faultsOf, takeAccounts, writeAccounts } from '../testing/account-files.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { csvRecords } from './csv-records.ts';
import { jsonRecords } from './json-records.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: exports of accounts`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    for (const format of ['json', 'csv', 'graph'] as const) {
      test(`an export as ${format} comes in again as it went out`, async () => {
        await addPerson(identity, {
          email: `z-${format}@demo.example`,
          attributes: { given_name: '=1+1', city: 'a "b",\'c', extension_Roles: 'staff', extension_Gone: 'x' },
          mustChangePassword: true,
          userName: `name.${format}`,
        });
        const withPasswordHashes = format !== 'graph';
        const text = await writeAccounts(identity, { format, withPasswordHashes, search: `z-${format}` });
        assert.match(await writeAccounts(identity, { format }), /^(?!.*argon2)/s);
        const other = await aHouse({ address });
        const records = format === 'csv' ? csvRecords : jsonRecords;
        const report = await takeAccounts(other, text, { records });
        assert.equal(report.taken, 1);
        const [before, after] = [
          await credentialOf(identity, `z-${format}@demo.example`),
          await credentialOf(other, `z-${format}@demo.example`),
        ];
        const { extension_Gone: undeclared, ...declared } = before?.account.attributes ?? {};
        assert.equal(undeclared, 'x');
        assert.deepEqual(after?.account.attributes, declared);
        assert.deepEqual([after?.account.mustChangePassword, after?.account.userName], [true, `name.${format}`]);
        assert.deepEqual(
          [after?.account.id, after?.account.createdAt],
          [before?.account.id, before?.account.createdAt],
        );
        assert.equal(after?.passwordHash, withPasswordHashes ? before?.passwordHash : '');
        await other.close();
      });
    }

    for (const format of ['json', 'csv'] as const) {
      test(`an export as ${format} keeps the language in which a person reads, and an import says when it is none of ours`, async () => {
        const email = `lee-${format}@demo.example`;
        await takeAccounts(identity, JSON.stringify([{ email, language: 'es' }]));
        const languageOf = async () => (await credentialOf(identity, email))?.account.language;
        assert.equal(await languageOf(), 'es');
        const text = await writeAccounts(identity, { format, search: email });
        const records = format === 'csv' ? csvRecords : jsonRecords;
        await identity.services.db.deleteFrom('identity_account').where('email', '=', email).execute();
        await takeAccounts(identity, text, { records });
        assert.equal(await languageOf(), 'es');
        for (const language of ['de', 7, ['es'], ''])
          assert.deepEqual(await faultsOf(identity, JSON.stringify([{ email: 'lou@demo.example', language }])), [
            'Line 1, language: is none of en, es. Left out, pages and mail are in the language of the browser.',
          ]);
      });
    }

    test('no cell of an export is a formula in a spreadsheet', async () => {
      assert.match(await writeAccounts(identity, { format: 'csv' }), /,'=1\+1,/);
    });
  });
}
