import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse } from '../testing/a-person.ts';
import { faultsOf, takeAccounts } from '../testing/account-files.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { csvRecords } from './csv-records.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: files of accounts with faults`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('each wrong row is named by line and field, and nothing comes in', async () => {
      assert.deepEqual(
        await faultsOf(
          identity,
          `[{"email":"pia@demo.example"},
          {"email":"nobody","isDisabled":"maybe","mustChangePassword":1},

          {"given_name":"Q","id":"7","createdAt":"yesterday"}, {"email":"qi@demo.example","passwordHash":"{SHA}x"},
          {"email":"ru@demo.example","country":"Atlantis","shoe":43},
          {"email":"val@demo.example","city":{"name":"Graz"},"password":["x"],"isDisabled":{}},
          5]`,
        ),
        [
          'Line 2, email: "nobody" is no e-mail address.',
          'Line 2, isDisabled: write true or false.',
          'Line 2, mustChangePassword: write true or false.',
          'Line 4, email: is missing.',
          'Line 4, id: is no GUID.',
          'Line 4, createdAt: is no moment such as 2026-01-31T09:30:00Z.',
          'Line 4, passwordHash: is no hash that can be checked here: argon2id, argon2i, argon2d or scrypt in PHC form, or bcrypt',
          'Line 5, country: Choose a country or region from the list.',
          'Line 5, shoe: is not known here, so nothing of it could be kept.',
          'Line 6, city: is a list or an object where text belongs.',
          'Line 6, password: is a list or an object where text belongs.',
          'Line 6, isDisabled: is a list or an object where text belongs.',
          'Line 7: this is no account, { … }.',
        ],
      );
    });

    test('an address or object id that is there twice, in the file or in the directory, is named', async () => {
      const held = await addPerson(identity, { email: 'held@demo.example' });
      const text = `{"email":"sam@demo.example"}\n{"email":"SAM@demo.example"}\n{"email":"held@demo.example"}\n{"email":"tea@demo.example","id":"${held.id}"}`;
      assert.deepEqual(await faultsOf(identity, text), [
        'Line 2, email: sam@demo.example stands on line 1 already.',
        'Line 3, email: held@demo.example has an account already.',
        `Line 4, id: ${held.id} has an account already.`,
      ]);
      const rest = '{"email":"held@demo.example"}\n{"email":"sam@demo.example"}';
      const report = await takeAccounts(identity, rest, { skipsExisting: true });
      assert.deepEqual([report.taken, report.existing], [1, 1]);
    });

    for (const [what, text, said] of [
      ['a list that is not closed', '[{"email":"a@demo.example"}', /Line 1: the file ends in the middle/],
      ['a record that is not closed', '[{"email":"a@demo.example"},\n{"email":', /Line 2: the file ends in the middle/],
      ['a record that is no JSON', '[\n{"email":\n"a@demo.example",}]', /Line 3: this is not JSON/],
      ['two lists', '[{"email":"a@demo.example"}] [1]', /Line 1: something stands behind the list/],
      ['no JSON at all', 'email\nx', /Line 1: this is not JSON/],
    ] as const) {
      test(`${what} is refused as a whole`, async () => assert.match((await faultsOf(identity, text))[0] ?? '', said));
    }

    test('a CSV file that is none is refused with its line', async () => {
      assert.match(
        (await faultsOf(identity, 'email;city\na;b', csvRecords))[0] ?? '',
        /Line 1: the columns are to be separated/,
      );
      assert.match(
        (await faultsOf(identity, 'email,email\na,b', csvRecords))[0] ?? '',
        /Line 1: the column "email" stands there twice/,
      );
      assert.match(
        (await faultsOf(identity, 'email,city\na@demo.example,b,c', csvRecords))[0] ?? '',
        /Line 2: this is not CSV/,
      );
      assert.match(
        (await faultsOf(identity, 'email,city\nx@y.example,"a\nb"\n"nobody",c', csvRecords)).at(-1) ?? '',
        /^Line 4, email/,
      );
    });
  });
}
