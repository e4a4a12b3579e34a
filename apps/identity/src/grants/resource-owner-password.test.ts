import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LOCKOUT } from '../accounts/lockout.ts';
import { addPerson, later, PASSWORD } from '../testing/a-person.ts';
import { API, aTenant, PORTAL, READ, ROPC, SIGN_IN } from '../testing/a-tenant.ts';
import { aRequest, askFor, askToken, claimsOf } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const EMAIL = 'grace@demo.example';
const FORM = {
  grant_type: 'password',
  username: EMAIL,
  password: PASSWORD,
  scope: `openid offline_access ${READ}`,
  response_type: 'token id_token',
};

for (const address of DATABASES) {
  describe(address.split(':')[0] ?? '', () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
      await addPerson(identity, { email: EMAIL });
      await addPerson(identity, { email: 'disabled@demo.example', isDisabled: true });
    });
    after(() => identity.close());

    const ask = (changes: Record<string, string | undefined> = {}, userFlow = ROPC) =>
      askToken(identity, { ...FORM, ...changes }, { userFlow });
    const refusal = async (changes: Record<string, string | undefined>, userFlow = ROPC) => {
      const { status, body } = await ask(changes, userFlow);
      return [status, body.error, String(body.error_description).split('\r\n')[0]];
    };
    const WRONG = [400, 'access_denied', 'AADB2C90225: The username or password provided in the request are invalid.'];

    test('a person gets tokens for address and password, with the five members of B2C', async () => {
      const { status, body } = await ask({ username: ' Grace@Demo.example ' });
      assert.equal(status, 200);
      const members = ['access_token', 'token_type', 'expires_in', 'refresh_token', 'id_token'];
      assert.deepEqual(Object.keys(body), members);
      const [access, id] = [claimsOf(body.access_token), claimsOf(body.id_token)];
      assert.deepEqual([access.aud, access.tfp, access.scp], [API.applicationId, ROPC, 'Accounts.Read']);
      assert.deepEqual([id.aud, id.tfp, id.emails], [PORTAL.clientId, ROPC, [EMAIL]]);
    });

    test('its refresh token goes on at the same user flow only', async () => {
      const { body } = await ask();
      const form = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
      const elsewhere = await askToken(identity, form, { userFlow: SIGN_IN });
      assert.match(String(elsewhere.body.error_description), /^AADB2C90088/);
      const refreshed = await askToken(identity, form, { userFlow: ROPC });
      assert.equal(claimsOf(refreshed.body.access_token).tfp, ROPC);
    });

    test('no refresh token without offline_access, no ID token without openid', async () => {
      const { body } = await ask({ scope: READ });
      assert.deepEqual(Object.keys(body), ['access_token', 'token_type', 'expires_in']);
    });

    test('every other user flow refuses passwords, and this one has no pages', async () => {
      assert.deepEqual((await refusal({}, SIGN_IN)).slice(0, 2), [400, 'unauthorized_client']);
      assert.match(String((await refusal({}, SIGN_IN))[2]), /^AADB2C90224/);
      const page = await askFor(identity, aRequest(), { userFlow: ROPC });
      assert.equal(page.statusCode, 404);
    });

    test('a missing parameter is named', async () => {
      for (const name of ['username', 'password', 'scope'])
        assert.match(String((await refusal({ [name]: undefined }))[2]), new RegExp(`^AADB2C90083: .*${name}`));
    });

    test('a wrong password, an unknown address, no address and a disabled account are told the same', async () => {
      assert.deepEqual(await refusal({ password: 'wrong' }), WRONG);
      for (const username of ['nobody@demo.example', 'not an address', 'disabled@demo.example'])
        assert.deepEqual(await refusal({ username }), WRONG, username);
    });

    test('every refusal costs one comparison of passwords, so that time tells nothing about accounts', async () => {
      const { passwords } = identity.services;
      const { isRight } = passwords;
      let compared = 0;
      passwords.isRight = (hash, password) => {
        compared += 1;
        return isRight(hash, password);
      };
      const costs: number[] = [];
      try {
        for (const username of [EMAIL, 'nobody2@demo.example', 'not an address', 'disabled@demo.example']) {
          compared = 0;
          await refusal({ username, password: 'wrong again' });
          costs.push(compared);
        }
      } finally {
        passwords.isRight = isRight;
      }
      assert.deepEqual(costs, [1, 1, 1, 1]);
    });

    test('wrong passwords lock the address, here as on the pages, and a locked one hears nothing else', async () => {
      const email = 'locked@demo.example';
      await addPerson(identity, { email });
      for (let nth = 0; nth < LOCKOUT.wrongTries; nth += 1)
        assert.deepEqual(await refusal({ username: email, password: `wrong ${nth}` }), WRONG);
      assert.deepEqual(await refusal({ username: email }), WRONG);
      assert.ok(identity.log.some((line) => line.includes('"detail":"locked"')));
      later(identity, 2);
      assert.equal((await ask({ username: email })).status, 200);
    });

    test('neither password nor address stands in the log', () => {
      assert.ok(!identity.log.some((line) => line.includes(PASSWORD) || line.includes(EMAIL)));
    });
  });
}

test('a flow that asks for a second factor gives nothing for a password alone', async () => {
  const tenant = aTenant();
  const secondFactor = { enforcement: 'always', methods: ['email-code'], reuse: 'never' } as const;
  const userFlows = tenant.userFlows.map((flow) => (flow.name === ROPC ? { ...flow, secondFactor } : flow));
  const identity = await createTestIdentity({ tenant: { ...tenant, userFlows } });
  try {
    await addPerson(identity, { email: EMAIL });
    const { body } = await askToken(identity, FORM, { userFlow: ROPC });
    assert.match(String(body.error_description), /^AADB2C90224/);
  } finally {
    await identity.close();
  }
});
