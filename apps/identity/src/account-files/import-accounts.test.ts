import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createDirectoryRepository } from '../accounts/directory-repository.ts';
import { addPerson, aHouse, PASSWORD } from '../testing/a-person.ts';
import { TENANT_NAME } from '../testing/a-tenant.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { csvRecords } from './csv-records.ts';
import { type ExportOptions, exportAccounts } from './export-accounts.ts';
import { ImportRefused, importAccounts } from './import-accounts.ts';
import type { ImportOptions, ImportReport } from './import-run.ts';
import { jsonRecords } from './json-records.ts';

/** A file as it comes from the disk: in pieces that end anywhere. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7);
}

const HASH = '$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
const aGraphUser = (changes: object = {}) => ({
  id: '99999999-0000-4000-8000-000000000001',
  accountEnabled: true,
  createdDateTime: '2020-05-06T07:08:09Z',
  displayName: 'Hal Demo',
  givenName: 'Hal',
  surname: 'Demo',
  country: 'Austria',
  extension_00112233445566778899aabbccddeeff_Roles: 'staff',
  mobilePhone: '+43 1',
  userPrincipalName: 'cpim_1@contoso.onmicrosoft.com',
  identities: [
    { signInType: 'userPrincipalName', issuer: TENANT_NAME, issuerAssignedId: 'cpim_1@contoso.onmicrosoft.com' },
    { signInType: 'emailAddress', issuer: TENANT_NAME, issuerAssignedId: 'Hal@Demo.example' },
  ],
  ...changes,
});

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: files of accounts`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    const take = (text: string, changes: Partial<ImportOptions> = {}, records = jsonRecords): Promise<ImportReport> =>
      importAccounts(identity.services, records(pieces(text)), {
        isDryRun: false,
        skipsExisting: false,
        skipsUnsupported: false,
        progress: () => {},
        ...changes,
      });
    const count = () => createDirectoryRepository(identity.services.db).count({});
    const credentialOf = (email: string) => identity.services.accounts.findCredential(email);
    /** What is wrong with a file; nothing of it may have come in. */
    const faultsOf = async (text: string, records = jsonRecords): Promise<readonly string[]> => {
      const held = await count();
      const refusal = await take(text, {}, records).catch((error: unknown) => error);
      assert.ok(refusal instanceof ImportRefused, String(refusal));
      assert.equal(await count(), held);
      return refusal.faults;
    };
    const write = async (options: Partial<ExportOptions> = {}): Promise<string> => {
      const { tenant, db } = identity.services;
      const directory = createDirectoryRepository(db);
      const texts = exportAccounts({ directory, tenant }, { format: 'json', withPasswordHashes: false, ...options });
      let all = '';
      for await (const text of texts) all += text;
      return all;
    };

    test('our own shape, with a password, with a hash, and with neither', async () => {
      const report = await take(`[
        {"email":"IDA@demo.example","id":"AAAAAAAA-0000-4000-8000-00000000000A","given_name":"Ida","name":"Ida Demo","isDisabled":true,"createdAt":"2021-01-02T03:04:05Z"},
        {"email":"jon@demo.example","password":"${PASSWORD}"},
        {"email":"kim@demo.example","passwordHash":"${HASH}"}
      ]`);
      assert.deepEqual([report.taken, report.withoutPassword], [3, 1]);
      const ida = await credentialOf('ida@demo.example');
      assert.equal(ida?.account.id, 'aaaaaaaa-0000-4000-8000-00000000000a');
      assert.deepEqual(ida?.account.attributes, { given_name: 'Ida', name: 'Ida Demo' });
      assert.deepEqual([ida?.account.isDisabled, ida?.account.createdAt], [true, new Date('2021-01-02T03:04:05Z')]);
      const jon = await credentialOf('jon@demo.example');
      assert.equal(await identity.services.passwords.isRight(jon?.passwordHash, PASSWORD), true);
      assert.equal((await credentialOf('kim@demo.example'))?.passwordHash, HASH);
    });

    test('users of Microsoft Graph keep their object id, and the report names what is not kept', async () => {
      const report = await take(
        JSON.stringify({ '@odata.context': 'x', value: [aGraphUser({ city: ['Graz'] })], '@odata.count': 1 }),
      );
      assert.deepEqual(
        [report.taken, [...report.lost]],
        [
          1,
          [
            ['mobilePhone', 1],
            ['userPrincipalName', 1],
            ['city', 1],
          ],
        ],
      );
      const hal = await credentialOf('hal@demo.example');
      assert.equal(hal?.account.id, '99999999-0000-4000-8000-000000000001');
      assert.deepEqual(hal?.account.attributes, {
        given_name: 'Hal',
        family_name: 'Demo',
        name: 'Hal Demo',
        country: 'Austria',
        extension_Roles: 'staff',
      });
    });

    test('a password of Graph is taken, and has to be changed where it says so', async () => {
      const of = (issuerAssignedId: string) => [{ signInType: 'emailAddress', issuer: TENANT_NAME, issuerAssignedId }];
      const users = [false, true].map((forceChangePasswordNextSignIn) => ({
        identities: of(`lou-${forceChangePasswordNextSignIn}@demo.example`),
        passwordProfile: { password: PASSWORD, forceChangePasswordNextSignIn },
      }));
      const report = await take(users.map((user) => JSON.stringify(user)).join('\n'));
      assert.deepEqual([report.taken, report.withoutPassword], [2, 0]);
      for (const force of [false, true]) {
        const { passwordHash, account } = (await credentialOf(`lou-${force}@demo.example`)) ?? {};
        assert.equal(await identity.services.passwords.isRight(passwordHash, PASSWORD), true);
        assert.equal(account?.mustChangePassword === true, force);
      }
    });

    test('people of Graph keep the language in which they read, where it is one of ours', async () => {
      const users = ['es-MX', 'EN', 'de', 7].map((preferredLanguage, at) =>
        aGraphUser({
          id: `99999999-0000-4000-8000-0000000000b${at}`,
          preferredLanguage,
          identities: [
            { signInType: 'emailAddress', issuer: TENANT_NAME, issuerAssignedId: `reader-${at}@demo.example` },
          ],
        }),
      );
      const report = await take(JSON.stringify(users));
      assert.equal(report.lost.get('preferredLanguage'), 2);
      const credentials = await Promise.all([0, 1, 2, 3].map((at) => credentialOf(`reader-${at}@demo.example`)));
      assert.deepEqual(
        credentials.map((credential) => credential?.account.language),
        ['es', 'en', undefined, undefined],
      );
      const text = await write({ format: 'graph', search: 'reader-0' });
      assert.match(text, /"preferredLanguage":"es"/);
    });

    test('people of Graph who sign in otherwise are faults, or are left out when told so', async () => {
      const federated = aGraphUser({
        id: undefined,
        identities: [{ signInType: 'federated', issuer: 'shop.example' }],
      });
      assert.deepEqual(await faultsOf(JSON.stringify([federated])), [
        'Line 1, identities: holds no sign-in by emailAddress or userName, but federated.',
      ]);
      assert.equal((await take(JSON.stringify([federated]), { skipsUnsupported: true })).unsupported, 1);
    });

    test('people of Graph with a user name keep it, with an address from wherever Graph has one', async () => {
      const named = (name: string, changes: object = {}) => ({
        identities: [{ signInType: 'userName', issuer: TENANT_NAME, issuerAssignedId: name }],
        ...changes,
      });
      const users = [
        named('Via.Mail', { mail: 'via-mail@demo.example' }),
        named('via.other', { otherMails: ['via-other@demo.example'] }),
      ];
      assert.equal((await take(JSON.stringify(users))).taken, 2);
      const names = await Promise.all(
        ['via-mail', 'via-other'].map(async (at) => (await credentialOf(`${at}@demo.example`))?.account.userName),
      );
      assert.deepEqual(names, ['via.mail', 'via.other']);
      assert.deepEqual(
        await faultsOf(JSON.stringify([named('alone'), named('so wrong', { mail: 'so@demo.example' })])),
        [
          'Line 1, identities: holds a user name alone; codes need an address, as mail or in otherMails.',
          'Line 1, identities: "so wrong" is no user name.',
        ],
      );
    });

    test('a user name comes by our word or by that of B2C, and each is one person’s', async () => {
      await take('email,signInNames.userName\nown-a@demo.example,Own.A', {}, csvRecords);
      assert.equal((await credentialOf('own-a@demo.example'))?.account.userName, 'own.a');
      assert.deepEqual(
        await faultsOf(
          `{"email":"own-b@demo.example","userName":"own.b"}\n{"email":"own-c@demo.example","userName":"OWN.B"}\n{"email":"own-d@demo.example","userName":"own.a"}`,
        ),
        ['Line 2, userName: own.b stands on line 1 already.', 'Line 3, userName: own.a has an account already.'],
      );
    });

    test('one page of several is not taken for the whole', async () => {
      for (const page of [
        { '@odata.nextLink': 'https://x', value: [] },
        { value: [aGraphUser()], '@odata.nextLink': 'https://x' },
      ])
        assert.match((await faultsOf(JSON.stringify(page)))[0] ?? '', /one page of several/);
    });

    test('the former system’s accounts, where an address stands on a line for each policy', async () => {
      const account = (policynumber: string) => ({ email: 'max@demo.example', policynumber, beneficiary: 'Eve Demo' });
      assert.equal((await take(JSON.stringify([account('F-1'), account('F-2')]))).taken, 1);
      assert.deepEqual((await credentialOf('max@demo.example'))?.account.attributes, {});
    });

    test('CSV, with quotes, line breaks in cells and a byte order mark', async () => {
      const text =
        '\uFEFFemail,given_name,city\r\nnat@demo.example,"Nat ""N""",\r\n\r\n"oli@demo.example",Oli,Graz\r\n';
      assert.equal((await take(text, {}, csvRecords)).taken, 2);
      assert.deepEqual((await credentialOf('nat@demo.example'))?.account.attributes, { given_name: 'Nat "N"' });
    });

    test('each wrong row is named by line and field, and nothing comes in', async () => {
      assert.deepEqual(
        await faultsOf(`[{"email":"pia@demo.example"},
          {"email":"nobody","isDisabled":"maybe","mustChangePassword":1},

          {"given_name":"Q","id":"7","createdAt":"yesterday"}, {"email":"qi@demo.example","passwordHash":"{SHA}x"},
          {"email":"ru@demo.example","country":"Atlantis","shoe":43},
          {"email":"val@demo.example","city":{"name":"Graz"},"password":["x"],"isDisabled":{}},
          5]`),
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
      assert.deepEqual(await faultsOf(text), [
        'Line 2, email: sam@demo.example stands on line 1 already.',
        'Line 3, email: held@demo.example has an account already.',
        `Line 4, id: ${held.id} has an account already.`,
      ]);
      const rest = '{"email":"held@demo.example"}\n{"email":"sam@demo.example"}';
      const report = await take(rest, { skipsExisting: true });
      assert.deepEqual([report.taken, report.existing], [1, 1]);
    });

    for (const [what, text, said] of [
      ['a list that is not closed', '[{"email":"a@demo.example"}', /Line 1: the file ends in the middle/],
      ['a record that is not closed', '[{"email":"a@demo.example"},\n{"email":', /Line 2: the file ends in the middle/],
      ['a record that is no JSON', '[\n{"email":\n"a@demo.example",}]', /Line 3: this is not JSON/],
      ['two lists', '[{"email":"a@demo.example"}] [1]', /Line 1: something stands behind the list/],
      ['no JSON at all', 'email\nx', /Line 1: this is not JSON/],
    ] as const) {
      test(`${what} is refused as a whole`, async () => assert.match((await faultsOf(text))[0] ?? '', said));
    }

    test('a CSV file that is none is refused with its line', async () => {
      assert.match((await faultsOf('email;city\na;b', csvRecords))[0] ?? '', /Line 1: the columns are to be separated/);
      assert.match(
        (await faultsOf('email,email\na,b', csvRecords))[0] ?? '',
        /Line 1: the column "email" stands there twice/,
      );
      assert.match((await faultsOf('email,city\na@demo.example,b,c', csvRecords))[0] ?? '', /Line 2: this is not CSV/);
      assert.match(
        (await faultsOf('email,city\nx@y.example,"a\nb"\n"nobody",c', csvRecords)).at(-1) ?? '',
        /^Line 4, email/,
      );
    });

    test('a dry run judges everything, the directory too, and changes nothing', async () => {
      const held = await count();
      const text = `[{"email":"uma@demo.example","password":"${PASSWORD}"}]`;
      assert.deepEqual([(await take(text, { isDryRun: true })).taken, await count()], [1, held]);
      await assert.rejects(take('[{"email":"held@demo.example"}]', { isDryRun: true }), ImportRefused);
    });

    test('tells how many rows were read while it reads, in a dry run as well', async () => {
      const rows = Array.from({ length: 450 }, (_, row) => ({ email: `row${row}@demo.example` }));
      for (const isDryRun of [true, false]) {
        const told: number[] = [];
        await take(JSON.stringify(rows), { isDryRun, progress: (read) => told.push(read) });
        assert.deepEqual(told, [200, 400, 450]);
      }
    });

    for (const format of ['json', 'csv', 'graph'] as const) {
      test(`an export as ${format} comes in again as it went out`, async () => {
        await addPerson(identity, {
          email: `z-${format}@demo.example`,
          attributes: { given_name: '=1+1', city: 'a "b",\'c', extension_Roles: 'staff', extension_Gone: 'x' },
          mustChangePassword: true,
          userName: `name.${format}`,
        });
        const withPasswordHashes = format !== 'graph';
        const text = await write({ format, withPasswordHashes, search: `z-${format}` });
        assert.match(await write({ format }), /^(?!.*argon2)/s);
        const other = await aHouse({ address });
        const records = format === 'csv' ? csvRecords : jsonRecords;
        const { accounts } = other.services;
        const options = { isDryRun: false, skipsExisting: false, skipsUnsupported: false, progress: () => {} };
        const report = await importAccounts(other.services, records(pieces(text)), options);
        assert.equal(report.taken, 1);
        const [before, after] = [
          await credentialOf(`z-${format}@demo.example`),
          await accounts.findCredential(`z-${format}@demo.example`),
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
        await take(JSON.stringify([{ email, language: 'es' }]));
        const languageOf = async () => (await credentialOf(email))?.account.language;
        assert.equal(await languageOf(), 'es');
        const text = await write({ format, search: email });
        const records = format === 'csv' ? csvRecords : jsonRecords;
        await identity.services.db.deleteFrom('identity_account').where('email', '=', email).execute();
        await take(text, {}, records);
        assert.equal(await languageOf(), 'es');
        for (const language of ['de', 7, ['es'], ''])
          assert.deepEqual(await faultsOf(JSON.stringify([{ email: 'lou@demo.example', language }])), [
            'Line 1, language: is none of en, es. Left out, pages and mail are in the language of the browser.',
          ]);
      });
    }

    test('no cell of an export is a formula in a spreadsheet', async () => {
      assert.match(await write({ format: 'csv' }), /,'=1\+1,/);
    });
  });
}
