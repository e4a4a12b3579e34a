import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, aHouse } from '../testing/a-person.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { createDirectoryRepository } from './directory-repository.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a search for people`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
      await addPerson(identity, {
        email: 'eva@demo.example',
        userName: 'e.v_a',
        attributes: { given_name: 'Eva', family_name: 'Österreicher', name: 'Eva "Evi" Ö' },
      });
      await addPerson(identity, { email: 'leo@demo.example', attributes: { city: 'Linz', extension_Roles: 'staff' } });
    });
    after(() => identity.close());

    const found = async (search: string): Promise<string[]> => {
      const { db } = identity.services;
      const page = await createDirectoryRepository(db).page({ search, limit: 10 });
      return page.map(({ account }) => account.email.slice(0, 3));
    };

    for (const [what, text] of [
      ['part of the address', 'VA@demo'],
      ['part of the user name', 'E.V_'],
      ['part of a name', 'eva "evi'],
      ['letters beyond English', 'Österr'],
    ] as const) {
      test(`finds ${what}, in any letter case`, async () => assert.deepEqual(await found(text), ['eva']));
    }

    test('finds what other attributes say', async () => {
      assert.deepEqual([await found('linz'), await found('staff')], [['leo'], ['leo']]);
    });

    for (const [what, text] of [
      ['the name of an attribute', 'given_name'],
      ['marks of JSON', '":"'],
      ['a quotation mark as JSON writes it', '\\"'],
      ['a wildcard', 'e%a'],
      ['a wildcard for one letter', 'e_v_a'],
    ] as const) {
      test(`does not find ${what}`, async () => assert.deepEqual(await found(text), []));
    }
  });
}
