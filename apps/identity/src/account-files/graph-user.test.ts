import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aHouse, PASSWORD } from '../testing/a-person.ts';
import { TENANT_NAME } from '../testing/a-tenant.ts';
import { credentialOf, faultsOf, takeAccounts, writeAccounts } from '../testing/account-files.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

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
  describe(`${address.split(':')[0]}: users of Microsoft Graph`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    test('users of Microsoft Graph keep their object id, and the report names what is not kept', async () => {
      const report = await takeAccounts(
        identity,
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
      const hal = await credentialOf(identity, 'hal@demo.example');
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
      const report = await takeAccounts(identity, users.map((user) => JSON.stringify(user)).join('\n'));
      assert.deepEqual([report.taken, report.withoutPassword], [2, 0]);
      for (const force of [false, true]) {
        const { passwordHash, account } = (await credentialOf(identity, `lou-${force}@demo.example`)) ?? {};
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
      const report = await takeAccounts(identity, JSON.stringify(users));
      assert.equal(report.lost.get('preferredLanguage'), 2);
      const credentials = await Promise.all(
        [0, 1, 2, 3].map((at) => credentialOf(identity, `reader-${at}@demo.example`)),
      );
      assert.deepEqual(
        credentials.map((credential) => credential?.account.language),
        ['es', 'en', undefined, undefined],
      );
      const text = await writeAccounts(identity, { format: 'graph', search: 'reader-0' });
      assert.match(text, /"preferredLanguage":"es"/);
    });

    test('people of Graph who sign in otherwise are faults, or are left out when told so', async () => {
      const federated = aGraphUser({
        id: undefined,
        identities: [{ signInType: 'federated', issuer: 'shop.example' }],
      });
      assert.deepEqual(await faultsOf(identity, JSON.stringify([federated])), [
        'Line 1, identities: holds no sign-in by emailAddress or userName, but federated.',
      ]);
      assert.equal(
        (await takeAccounts(identity, JSON.stringify([federated]), { skipsUnsupported: true })).unsupported,
        1,
      );
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
      assert.equal((await takeAccounts(identity, JSON.stringify(users))).taken, 2);
      const names = await Promise.all(
        ['via-mail', 'via-other'].map(
          async (at) => (await credentialOf(identity, `${at}@demo.example`))?.account.userName,
        ),
      );
      assert.deepEqual(names, ['via.mail', 'via.other']);
      assert.deepEqual(
        await faultsOf(identity, JSON.stringify([named('alone'), named('so wrong', { mail: 'so@demo.example' })])),
        [
          'Line 1, identities: holds a user name alone; codes need an address, as mail or in otherMails.',
          'Line 1, identities: "so wrong" is no user name.',
        ],
      );
    });

    test('one page of several is not taken for the whole', async () => {
      for (const page of [
        { '@odata.nextLink': 'https://x', value: [] },
        { value: [aGraphUser()], '@odata.nextLink': 'https://x' },
      ])
        assert.match((await faultsOf(identity, JSON.stringify(page)))[0] ?? '', /one page of several/);
    });
  });
}
