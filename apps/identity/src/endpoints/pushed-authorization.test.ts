import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { sweep } from '../sweep.ts';
import { addPerson, aHouse, begin, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import { PORTAL, READ, REDIRECT_URI, SHOP, SIGN_IN, SPA, STEP_UP, TENANT_NAME } from '../testing/a-tenant.ts';
import { pushRequest, TRANSACTION } from '../testing/push-request.ts';
import { answerOf, askFor, askToken, authorizePath, claimsOf, codeForm } from '../testing/sign-in.ts';
import { createTestBrowser } from '../testing/test-browser.ts';
import { DATABASES, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a pushed authorization request`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
      await addPerson(identity);
    });
    after(() => identity.close());

    const authorize = (query: Record<string, string>, userFlow = STEP_UP) => askFor(identity, query, { userFlow });
    const isRunning = (response: { headers: Record<string, unknown> }) =>
      /\/journey\//.test(String(response.headers.location));

    test('is answered with a name for it that lives one minute', async () => {
      const { status, headers, body } = await pushRequest(identity);
      assert.equal(status, 201);
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(body.request_uri), /^urn:ietf:params:oauth:request_uri:[\w-]{43}$/);
      assert.equal(Number(body.expires_in), 60);
    });

    test('runs the user flow once', async () => {
      const { body } = await pushRequest(identity);
      const query = { client_id: PORTAL.clientId, request_uri: String(body.request_uri) };
      const answers = await Promise.all([1, 2, 3].map(() => authorize(query)));
      assert.equal(answers.filter(isRunning).length, 1);
      for (const response of [...answers.filter((one) => !isRunning(one)), await authorize(query)]) {
        assert.equal(response.statusCode, 400);
        assert.equal(response.headers.location, undefined);
        assert.match(response.body, /SURETY10001/);
      }
    });

    test('is good for its application and user flow only, and a stranger does not spoil it', async () => {
      const { body } = await pushRequest(identity);
      const query = { client_id: PORTAL.clientId, request_uri: String(body.request_uri) };
      assert.match((await authorize({ ...query, client_id: SHOP.clientId })).body, /SURETY10001/);
      assert.match((await authorize({ request_uri: query.request_uri })).body, /SURETY10001/);
      assert.match((await authorize({ ...query, request_uri: `${query.request_uri}x` })).body, /SURETY10001/);
      assert.match((await authorize({ ...query, request_uri: 'https://evil.example/r' })).body, /SURETY10001/);
      assert.ok(isRunning(await authorize(query)));
    });

    test('expires, and is swept away', async () => {
      const { body } = await pushRequest(identity);
      later(identity, 1);
      const query = { client_id: PORTAL.clientId, request_uri: String(body.request_uri) };
      assert.match((await authorize(query)).body, /SURETY10001/);
      await sweep(identity.services);
      const token = String(body.request_uri).split(':').at(-1) ?? '';
      const { db, pushedRequests } = identity.services;
      assert.equal(await inTransaction(db, (transaction) => pushedRequests.remove(transaction, token)), false);
    });

    test('is what counts, whatever the browser adds beside it', async () => {
      const { body } = await pushRequest(identity, { state: 'pushed', prompt: 'none' });
      const response = await authorize({
        client_id: PORTAL.clientId,
        request_uri: String(body.request_uri),
        redirect_uri: SHOP.redirectUri,
        state: 'forged',
        prompt: 'login',
      });
      assert.ok(String(response.headers.location).startsWith(REDIRECT_URI));
      assert.equal(answerOf(response).get('state'), 'pushed');
      assert.equal(answerOf(response).get('error'), 'interaction_required');
    });

    test('shows what is confirmed, escaped, once the person is known, and returns it with the tokens', async () => {
      const { body } = await pushRequest(identity);
      const browser = createTestBrowser(identity.app);
      const query = new URLSearchParams({ client_id: PORTAL.clientId, request_uri: String(body.request_uri) });
      const first = await browser.open(`${authorizePath(STEP_UP)}?${query}`);
      assert.doesNotMatch(first.html, /You are confirming/);
      const second = await browser.press(first, 'continue', { email: 'grace@demo.example', password: PASSWORD });
      const mail = await browser.press(second, 'email');
      for (const page of [second, mail]) {
        assert.match(page.html, /You are confirming:/);
        assert.match(page.html, /Pay 120\.00 EUR to &lt;b&gt;Acme &amp; Co&lt;\/b&gt;/);
        assert.match(page.html, /<li>From account 1<\/li><li>Today<\/li>/);
        assert.doesNotMatch(page.html, /payment-17/);
      }
      const end = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
      const tokens = await askToken(identity, codeForm(code), { userFlow: STEP_UP });
      assert.deepEqual(tokens.body.authorization_details, [TRANSACTION]);
      assert.deepEqual(claimsOf(tokens.body.access_token).authorization_details, [TRANSACTION]);
    });
  });
}

describe('what is pushed', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await aHouse({ flow: { extensions: ['pushed-authorization-requests'] } });
  });
  after(() => identity.close());

  const detail = (changes: object) => JSON.stringify([{ ...TRANSACTION, ...changes }]);
  const wrongDetails: [name: string, details: string][] = [
    ['no JSON', 'x'],
    ['no list', JSON.stringify(TRANSACTION)],
    ['nothing', '[]'],
    ['six of them', JSON.stringify(Array(6).fill(TRANSACTION))],
    ['another type', detail({ type: 'payment_initiation' })],
    ['a field nobody knows', detail({ amount: '1' })],
    ['no title', detail({ title: ' ' })],
    ['a title too long', detail({ title: 'x'.repeat(121) })],
    ['a line too long', detail({ lines: ['x'.repeat(201)] })],
    ['too many lines', detail({ lines: Array(21).fill('x') })],
    ['a title with a line break', detail({ title: 'a\nb' })],
    ['a line that turns the text round', detail({ lines: ['a\u202Eb'] })],
    ['too many bytes', JSON.stringify(Array(5).fill({ ...TRANSACTION, lines: Array(20).fill('x'.repeat(60)) }))],
  ];
  for (const [name, authorization_details] of wrongDetails) {
    test(`authorization details with ${name} are refused`, async () => {
      const { status, body } = await pushRequest(identity, { authorization_details });
      assert.equal(status, 400);
      assert.equal(body.error, 'invalid_authorization_details');
      assert.match(String(body.error_description), /^SURETY10002: .*\r\nCorrelation ID: /);
    });
  }

  test('authorization details come by a pushed request only', async () => {
    const details = { authorization_details: JSON.stringify([TRANSACTION]) };
    const { page } = await begin(identity, STEP_UP, details);
    assert.equal(answerOf({ headers: { location: page.url } }).get('error'), 'invalid_authorization_details');
  });

  test('a user flow that may end without a second factor takes no authorization details', async () => {
    const { body } = await pushRequest(identity, {}, { userFlow: SIGN_IN });
    assert.equal(body.error, 'invalid_authorization_details');
    const plain = await pushRequest(identity, { authorization_details: undefined }, { userFlow: SIGN_IN });
    assert.equal(plain.status, 201);
  });

  const refusals: [name: string, changes: Record<string, string | undefined>, error: string, code: string][] = [
    ['no secret', { client_secret: undefined }, 'invalid_client', 'AADB2C90079'],
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client', 'AADB2C90081'],
    ['an unknown client', { client_id: '00000000-0000-4000-8000-000000000000' }, 'invalid_client', 'AADB2C90018'],
    ['a foreign redirect URI', { redirect_uri: SHOP.redirectUri }, 'redirect_uri_mismatch', 'AADB2C90006'],
    ['no response type', { response_type: undefined }, 'unsupported_response_type', 'AADB2C90013'],
    ['an unknown scope', { scope: 'openid nothing' }, 'invalid_request', 'AADB2C90117'],
    ['a request_uri', { request_uri: 'urn:x' }, 'invalid_request', 'SURETY10003'],
  ];
  for (const [name, changes, error, code] of refusals) {
    test(`${name} is refused as JSON, and nothing is kept`, async () => {
      const { status, body } = await pushRequest(identity, changes);
      assert.equal(status, 400);
      assert.deepEqual([body.error, body.error_description?.split(':')[0]], [error, code]);
      assert.equal(body.request_uri, undefined);
    });
  }

  test('a public client, which could be anybody, tells nothing to confirm', async () => {
    const spa = { client_id: SPA.clientId, redirect_uri: SPA.redirectUri, client_secret: undefined };
    assert.equal((await pushRequest(identity, spa)).body.error, 'invalid_authorization_details');
  });

  test('a public client pushes without a secret and a client may prove itself by Basic', async () => {
    const spa = { client_id: SPA.clientId, redirect_uri: SPA.redirectUri, client_secret: undefined };
    assert.equal((await pushRequest(identity, { ...spa, authorization_details: undefined })).status, 201);
    const authorization = `Basic ${btoa(`${PORTAL.clientId}:${PORTAL.secret}`)}`;
    const basic = await pushRequest(
      identity,
      { client_id: undefined, client_secret: undefined },
      { headers: { authorization } },
    );
    assert.equal(basic.status, 201);
  });

  test('the query of the address is not read', async () => {
    const { statusCode } = await identity.app.inject({
      method: 'POST',
      url: `/${TENANT_NAME}/${STEP_UP}/oauth2/v2.0/par?client_id=${PORTAL.clientId}&client_secret=${PORTAL.secret}&scope=${encodeURIComponent(READ)}`,
    });
    assert.equal(statusCode, 400);
  });
});

describe('a user flow', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await aHouse();
  });
  after(() => identity.close());
  const metadataOf = async (userFlow: string) =>
    (await identity.app.inject(`/${TENANT_NAME}/${userFlow}/v2.0/.well-known/openid-configuration`)).json();

  test('that speaks the extension says so in its metadata', async () => {
    const metadata = await metadataOf(STEP_UP);
    const endpoint = `${ORIGIN}/${TENANT_NAME}/${STEP_UP.toLowerCase()}/oauth2/v2.0/par`;
    assert.equal(metadata.pushed_authorization_request_endpoint, endpoint);
    assert.deepEqual(metadata.authorization_details_types_supported, ['urn:surety:transaction']);
  });

  test('that does not has no such endpoint and ignores the parameters, as B2C does', async () => {
    assert.equal((await pushRequest(identity, {}, { userFlow: SIGN_IN })).status, 404);
    const extra = { request_uri: 'urn:x', authorization_details: 'x' };
    assert.match((await begin(identity, SIGN_IN, extra)).page.url, /\/journey\//);
  });
});
