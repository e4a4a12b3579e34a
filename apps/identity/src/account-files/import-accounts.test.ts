import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse, PASSWORD } from '../testing/a-person.ts';
import { countAccounts, credentialOf, faultsOf, takeAccounts } from '../testing/account-files.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { csvRecords } from './csv-records.ts';
import { ImportRefused } from './import-accounts.ts';

const HASH = '$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: files of accounts`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('our own shape, with a password, with a hash, and with neither', async () => {
      const report = await takeAccounts(
        identity,
        `[
        {"email":"IDA@demo.example","id":"AAAAAAAA-0000-4000-8000-00000000000A","given_name":"Ida","name":"Ida Demo","isDisabled":true,"createdAt":"2021-01-02T03:04:05Z"},
        {"email":"jon@demo.example","password":"${PASSWORD}"},
        {"email":"kim@demo.example","passwordHash":"${HASH}"}
      ]`,
      );
      assert.deepEqual([report.taken, report.withoutPassword], [3, 1]);
      const ida = await credentialOf(identity, 'ida@demo.example');
      assert.equal(ida?.account.id, 'aaaaaaaa-0000-4000-8000-00000000000a');
      assert.deepEqual(ida?.account.attributes, { given_name: 'Ida', name: 'Ida Demo' });
      assert.deepEqual([ida?.account.isDisabled, ida?.account.createdAt], [true, new Date('2021-01-02T03:04:05Z')]);
      const jon = await credentialOf(identity, 'jon@demo.example');
      assert.equal(await identity.services.passwords.isRight(jon?.passwordHash, PASSWORD), true);
      assert.equal((await credentialOf(identity, 'kim@demo.example'))?.passwordHash, HASH);
    });

    test('a user name comes by our word or by that of B2C, and each is one person’s', async () => {
      await takeAccounts(identity, 'email,signInNames.userName\nown-a@demo.example,Own.A', { records: csvRecords });
      assert.equal((await credentialOf(identity, 'own-a@demo.example'))?.account.userName, 'own.a');
      assert.deepEqual(
        await faultsOf(
          identity,
          `{"email":"own-b@demo.example","userName":"own.b"}\n{"email":"own-c@demo.example","userName":"OWN.B"}\n{"email":"own-d@demo.example","userName":"own.a"}`,
        ),
        ['Line 2, userName: own.b stands on line 1 already.', 'Line 3, userName: own.a has an account already.'],
      );
    });

    test('the former system’s accounts, where an address stands on a line for each policy', async () => {
      const account = (policynumber: string) => ({ email: 'max@demo.example', policynumber, beneficiary: 'Eve Demo' });
      assert.equal((await takeAccounts(identity, JSON.stringify([account('F-1'), account('F-2')]))).taken, 1);
      assert.deepEqual((await credentialOf(identity, 'max@demo.example'))?.account.attributes, {});
    });

    test('CSV, with quotes, line breaks in cells and a byte order mark', async () => {
      const text =
        '\uFEFFemail,given_name,city\r\nnat@demo.example,"Nat ""N""",\r\n\r\n"oli@demo.example",Oli,Graz\r\n';
      assert.equal((await takeAccounts(identity, text, { records: csvRecords })).taken, 2);
      assert.deepEqual((await credentialOf(identity, 'nat@demo.example'))?.account.attributes, {
        given_name: 'Nat "N"',
      });
    });

    test('a dry run judges everything, the directory too, and changes nothing', async () => {
      const held = await countAccounts(identity);
      const text = `[{"email":"uma@demo.example","password":"${PASSWORD}"}]`;
      assert.deepEqual(
        [(await takeAccounts(identity, text, { isDryRun: true })).taken, await countAccounts(identity)],
        [1, held],
      );
      await addPerson(identity, { email: 'held@demo.example' });
      await assert.rejects(
        takeAccounts(identity, '[{"email":"held@demo.example"}]', { isDryRun: true }),
        ImportRefused,
      );
    });

    test('tells how many rows were read while it reads, in a dry run as well', async () => {
      const rows = Array.from({ length: 450 }, (_, row) => ({ email: `row${row}@demo.example` }));
      for (const isDryRun of [true, false]) {
        const told: number[] = [];
        await takeAccounts(identity, JSON.stringify(rows), { isDryRun, progress: (read) => told.push(read) });
        assert.deepEqual(told, [200, 400, 450]);
      }
    });
  });
}
