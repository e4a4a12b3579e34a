import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { DEMO_PEOPLE } from '../accounts/demo-people.ts';
import { readIdentityConfig } from '../config.ts';
import { endpointUrl, TEST_DOOR } from '../routes.ts';
import { addPerson, aHouse, begin } from '../testing/a-person.ts';
import { API, PORTAL, READ, ROPC, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { askToken } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const TOKEN = 'the-token-of-the-test-door';
const SAFE = {
  DATA_DIR: '/nowhere',
  TEST_DOOR: 'true',
  TEST_DOOR_TOKEN: TOKEN,
  IDENTITY_SECRET: TOKEN,
  PORTAL_CLIENT_SECRET: TOKEN,
};

type Knock = {
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  body?: object;
  headers?: Record<string, string>;
  from?: string;
};

async function knock(identity: TestIdentity, url: string, { method = 'GET', body, headers, from }: Knock = {}) {
  const response = await identity.app.inject({
    method,
    url,
    headers: { host: 'localhost', authorization: `Bearer ${TOKEN}`, ...headers },
    remoteAddress: from ?? '127.0.0.1',
    ...(body && { payload: body }),
  });
  return { status: response.statusCode, body: response.body === '' ? undefined : JSON.parse(response.body) };
}

const pathOf = (name: 'metadata' | 'keys' | 'token', userFlow = SIGN_IN) =>
  endpointUrl('', { prefix: '', tenant: TENANT_NAME, userFlow, form: 'path' }, name);

test('where no setting opens it there is no door', async () => {
  const identity = await aHouse();
  for (const url of Object.values(TEST_DOOR)) {
    const response = await identity.app.inject({ url, headers: { authorization: `Bearer ${TOKEN}` } });
    assert.equal(response.statusCode, 404, url);
  }
  await identity.close();
});

for (const [what, environment, said] of [
  [
    'another origin',
    { IDENTITY_ORIGIN: 'https://login.example', SMTP_URL: 'smtp://mail.example' },
    /IDENTITY_ORIGIN is https/,
  ],
  ['a listener that others reach', { IDENTITY_HOST: '0.0.0.0' }, /IDENTITY_HOST is 0\.0\.0\.0/],
  ['a proxy', { TRUSTED_PROXIES: '10.0.0.1' }, /TRUSTED_PROXIES is set/],
] as const) {
  test(`it does not open together with ${what}`, () => {
    assert.throws(() => readIdentityConfig({ ...SAFE, ...environment }), said);
  });
}

test('it is closed unless a setting opens it', () => {
  assert.equal(readIdentityConfig({ ...SAFE, TEST_DOOR: 'false' }).testDoor, undefined);
  assert.deepEqual(readIdentityConfig(SAFE).testDoor, { token: TOKEN });
});

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the test door`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address, testDoorToken: TOKEN });
    });
    after(() => identity.close());

    for (const [who, request] of [
      ['without its token', { headers: { authorization: '' } }],
      ['with another token', { headers: { authorization: 'Bearer another' } }],
      ['from another machine', { from: '192.0.2.7' }],
      ['through a proxy', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
      ['under a foreign name', { headers: { host: 'rebound.example' } }],
      ['from a page of a browser', { headers: { origin: 'http://localhost:3002' } }],
    ] as const) {
      test(`nobody enters ${who}`, async () => {
        const answer = await knock(identity, TEST_DOOR.messages, request);
        assert.deepEqual([answer.status, answer.body.code], [403, 'test-door-closed']);
      });
    }

    test('people come with everything that signs them in, and codes are read as JSON', async () => {
      const made = await knock(identity, TEST_DOOR.people, { method: 'POST', body: { authenticatorApp: true } });
      assert.equal(made.status, 201);
      const { email, password, appSecret } = made.body;
      const signedIn = await askToken(
        identity,
        { grant_type: 'password', username: email, password, scope: READ },
        { userFlow: ROPC },
      );
      assert.equal(signedIn.status, 200);
      const { code } = (await knock(identity, TEST_DOOR.appCode, { method: 'POST', body: { secret: appSecret } })).body;
      assert.equal(await identity.services.apps.judge(made.body.id, code), 'right');
      const withPhone = { phone: '+436600000000', attributes: { city: 'Graz' } };
      const other = (await knock(identity, TEST_DOOR.people, { method: 'POST', body: withPhone })).body;
      assert.equal(await identity.services.phones.numberOf(other.id), '+436600000000');
      assert.deepEqual([other.attributes.city, other.attributes.given_name], ['Graz', 'Test']);
      const named = (await knock(identity, TEST_DOOR.people, { method: 'POST', body: { userName: 'Tess' } })).body;
      assert.equal((await identity.services.accounts.findByUserName('tess'))?.id, named.id);
      const marked = (await knock(identity, TEST_DOOR.people, { method: 'POST', body: { mustChangePassword: true } }))
        .body;
      assert.equal((await identity.services.accounts.find(marked.id))?.mustChangePassword, true);
      const wrong = await knock(identity, TEST_DOOR.people, { method: 'POST', body: { attributes: { shoe: '43' } } });
      assert.deepEqual([wrong.status, /shoe: the tenant has no such/.test(wrong.body.detail)], [400, true]);
      const twice = await knock(identity, TEST_DOOR.people, { method: 'POST', body: { email } });
      assert.equal(twice.status, 409);
      await identity.services.inbox.keep({ from: 'a@b.example', to: email, subject: '123456 is your code', text: '' });
      const { messages } = (await knock(identity, `${TEST_DOOR.messages}?to=${email.toUpperCase()}`)).body;
      assert.deepEqual([messages.length, messages[0].code], [1, '123456']);
      const doubled = await knock(identity, `${TEST_DOOR.messages}?to=a&to=b`);
      assert.deepEqual([doubled.status, /^to: /.test(doubled.body.detail)], [400, true]);
      await knock(identity, TEST_DOOR.messages, { method: 'DELETE' });
      assert.deepEqual((await knock(identity, TEST_DOOR.messages)).body, { messages: [] });
    });

    test('the clock of identity moves, and journeys end by it', async () => {
      const { browser, page } = await begin(identity);
      assert.equal(page.status, 200);
      await knock(identity, TEST_DOOR.clock, { method: 'PUT', body: { advanceSeconds: 31 * 60 } });
      assert.equal((await browser.open(page.url)).status, 400);
      const at = '2030-01-01T00:00:00.000Z';
      assert.equal((await knock(identity, TEST_DOOR.clock, { method: 'PUT', body: { at } })).body.now, at);
      assert.equal((await knock(identity, TEST_DOOR.clock, { method: 'PUT', body: { at: 'noon' } })).status, 400);
    });

    test('a reset leaves the demo people, the keys and the right time, and nothing else', async () => {
      await addPerson(identity, { email: 'to-go@demo.example' });
      await begin(identity);
      const before = (await knock(identity, pathOf('keys'))).body;
      assert.equal((await knock(identity, TEST_DOOR.reset, { method: 'POST' })).status, 204);
      const { db, accounts } = identity.services;
      const people = await db.selectFrom('identity_account').select('email').orderBy('email').execute();
      assert.deepEqual(
        people.map(({ email }) => email).filter((email) => DEMO_PEOPLE.some((each) => each.email === email)).length,
        DEMO_PEOPLE.length,
      );
      assert.equal(await accounts.findByEmail('to-go@demo.example'), undefined);
      assert.deepEqual(await db.selectFrom('identity_journey').selectAll().execute(), []);
      assert.deepEqual((await knock(identity, pathOf('keys'))).body, before);
      assert.equal((await knock(identity, TEST_DOOR.clock)).body.now, identity.clock.now.toISOString());
    });

    const forge = async (body: object): Promise<string> => {
      const asked = { email: 'ada@demo.example', userFlow: SIGN_IN, clientId: PORTAL.clientId, scope: READ, ...body };
      const answer = await knock(identity, TEST_DOOR.tokens, { method: 'POST', body: asked });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body.token;
    };
    /** As an api judges it: the name of what is wrong, or the claims. */
    const judge = async (token: string) => {
      const keys = createLocalJWKSet((await knock(identity, pathOf('keys'))).body);
      const issuer = `${ISSUER_ORIGIN}/11111111-2222-4333-8444-555555555555/v2.0/`;
      const expected = {
        issuer,
        audience: API.applicationId,
        requiredClaims: ['sub'],
        currentDate: identity.clock.now,
      };
      return jwtVerify(token, keys, expected).then(
        ({ payload }) => payload,
        (error: { code: string }) => error.code,
      );
    };

    test('a token without a fault is as the user flow would give it', async () => {
      const payload = await judge(await forge({ claims: { extra: 1 }, nonce: 'n' }));
      assert.ok(typeof payload !== 'string', String(payload));
      assert.deepEqual([payload.tfp, payload.scp, payload.extra, payload.nonce], [SIGN_IN, 'Accounts.Read', 1, 'n']);
    });

    for (const [fault, said] of [
      ['expired', 'ERR_JWT_EXPIRED'],
      ['not-yet-valid', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
      ['wrong-issuer', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
      ['wrong-audience', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
      ['missing-claim', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
      ['wrong-signature', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
      ['unknown-key', 'ERR_JWKS_NO_MATCHING_KEY'],
      ['alg-none', 'ERR_JOSE_NOT_SUPPORTED'],
    ] as const) {
      test(`a token may be forged with the fault ${fault}`, async () =>
        assert.equal(await judge(await forge({ fault })), said));
    }

    test('a token of another user flow is rightly signed and says so', async () => {
      const payload = await judge(await forge({ fault: 'other-user-flow', otherUserFlow: 'B2C_1_elsewhere' }));
      assert.ok(typeof payload !== 'string' && payload.tfp === 'B2C_1_elsewhere');
    });

    test('what the tenant does not have is named', async () => {
      const body = { email: 'nobody@demo.example', userFlow: SIGN_IN, clientId: PORTAL.clientId };
      const answer = await knock(identity, TEST_DOOR.tokens, { method: 'POST', body });
      assert.deepEqual([answer.status, /email: "nobody@demo\.example"/.test(answer.body.detail)], [400, true]);
    });

    const order = (endpoint: string, is: object, times = 1) =>
      knock(identity, TEST_DOOR.faults, { method: 'PUT', body: { endpoint, times, is } });

    test('an endpoint fails as often as it was told, and no other does', async () => {
      await order('token', { fault: 'error', status: 503 }, 2);
      const ask = async () => (await askToken(identity, { grant_type: 'authorization_code', code: 'x' })).status;
      assert.equal((await knock(identity, pathOf('metadata'))).status, 200);
      assert.deepEqual([await ask(), await ask(), await ask()], [503, 503, 400]);
    });

    test('an answer is slow, and comes all the same', async () => {
      await order('keys', { fault: 'slow', seconds: 0.05 });
      const began = performance.now();
      assert.equal((await knock(identity, pathOf('keys'))).status, 200);
      assert.ok(performance.now() - began >= 45);
    });

    test('metadata and tokens name another issuer, and the keys lack the one that signs', async () => {
      await order('metadata', { fault: 'wrong-issuer' });
      assert.match((await knock(identity, pathOf('metadata'))).body.issuer, /somebody-else/);
      const right = await forge({});
      await order('keys', { fault: 'expired-key' }, 100);
      assert.equal(await judge(right), 'ERR_JWKS_NO_MATCHING_KEY');
      await knock(identity, TEST_DOOR.faults, { method: 'DELETE' });
      assert.notEqual(typeof (await judge(right)), 'string');
      await order('token', { fault: 'wrong-issuer' });
      const { password, email } = DEMO_PEOPLE[0] ?? { password: '', email: '' };
      const { body } = await askToken(
        identity,
        { grant_type: 'password', username: email, password, scope: READ },
        { userFlow: ROPC },
      );
      assert.equal(await judge(String(body.access_token)), 'ERR_JWT_CLAIM_VALIDATION_FAILED');
    });

    test('an order that is none is named, and breaks nothing', async () => {
      const answer = await order('token', { fault: 'error', status: 200 });
      assert.deepEqual([answer.status, /is\.status/.test(answer.body.detail)], [400, true]);
    });
  });
}
