import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TEST_DOOR } from '../routes.ts';
import { createTenantInForce } from '../tenant/tenant-in-force.ts';
import { appCodeAt } from '../test-door/people.ts';
import { begin, PASSWORD } from '../testing/a-person.ts';
import { aTenant, SIGN_IN, STEP_UP } from '../testing/a-tenant.ts';
import { createTestBrowser, faultOf } from '../testing/test-browser.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { seedPeople } from './seed-people.ts';

const ZOE = {
  id: '99999999-0000-4000-8000-0000000000e1',
  email: 'Zoe@Demo.example',
  userName: 'zoe.demo',
  password: PASSWORD,
  attributes: { name: 'Zoe Demo', extension_Roles: 'staff' },
  authenticatorApp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  phone: '+43 660 0000000',
};
const NEWCOMER = { email: 'new@demo.example' };
const TOKEN = 'the-token-of-this-test-door';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: people of a tenant file`, () => {
    const inForce = createTenantInForce({ ...aTenant(), people: [ZOE] });
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address, tenant: inForce.tenant, testDoorToken: TOKEN });
      await seedPeople(identity.services);
    });
    after(() => identity.close());

    const signIn = async (userFlow = SIGN_IN, password = PASSWORD) => {
      const { browser, page } = await begin(identity, userFlow, {}, createTestBrowser(identity.app));
      return { browser, page: await browser.press(page, 'continue', { email: 'zoe@demo.example', password }) };
    };

    test('sign in, with the factors that stand there', async () => {
      assert.match((await signIn()).page.url, /[?&]code=/);
      const { browser, page } = await signIn(STEP_UP);
      const code = appCodeAt(ZOE.authenticatorApp, identity.clock.now);
      assert.match((await browser.press(page, 'continue', { code })).url, /[?&]code=/);
      const zoe = await identity.services.accounts.findByUserName('zoe.demo');
      assert.deepEqual([zoe?.id, zoe?.attributes], [ZOE.id, ZOE.attributes]);
      assert.equal(await identity.services.phones.numberOf(ZOE.id), '+436600000000');
    });

    test('stay as they are once they are there, whatever the file says later', async () => {
      inForce.replace({ ...aTenant(), people: [{ ...ZOE, password: 'Another-Harbour-88' }, NEWCOMER] });
      await Promise.all([seedPeople(identity.services), seedPeople(identity.services)]);
      assert.match(faultOf((await signIn(SIGN_IN, 'Another-Harbour-88')).page, 'password') ?? '', /password/i);
      assert.match((await signIn()).page.url, /[?&]code=/);
      assert.ok(await identity.services.accounts.findByEmail(NEWCOMER.email));
    });

    test('are there again after a reset by the test door', async () => {
      inForce.replace({ ...aTenant(), people: [ZOE] });
      const headers = { authorization: `Bearer ${TOKEN}` };
      await identity.app.inject({ method: 'POST', url: TEST_DOOR.reset, headers });
      assert.match((await signIn()).page.url, /[?&]code=/);
      assert.equal(await identity.services.accounts.findByEmail(NEWCOMER.email), undefined);
    });
  });
}
