import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addPerson, begin, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import {
  aTenant,
  DAEMON,
  OTHER_API,
  PORTAL,
  READ,
  SIGN_IN,
  STEP_UP,
  TENANT_ID,
  TENANT_NAME,
} from '../testing/a-tenant.ts';
import { answerOf, aRequest, askFor, askToken, claimsOf, codeForm, signIn, tokens } from '../testing/sign-in.ts';
import { STRICT_FLOW } from '../testing/strict-flow.ts';
import { createTestIdentity, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const SINGLE_FACTOR = 'urn:surety:acr:single-factor';
const MULTI_FACTOR = 'urn:surety:acr:multi-factor';
const ISSUER = `${ISSUER_ORIGIN}/tfp/${TENANT_ID}/${SIGN_IN.toLowerCase()}/v2.0/`;

/** The strict user flow is SIGN_IN; the step-up flow speaks no more than in the demo, `B2C_1_alone` what B2C speaks. */
let identity: TestIdentity;
let faithful: TestIdentity;
before(async () => {
  identity = await createTestIdentity({ tenant: aTenant(STRICT_FLOW) });
  faithful = await createTestIdentity({ tenant: aTenant() });
  await addPerson(identity);
});
after(async () => {
  await identity.close();
  await faithful.close();
});

const headerOf = (token: unknown) => JSON.parse(Buffer.from(String(token).split('.')[0] ?? '', 'base64url').toString());
const isAsked = (response: { headers: Record<string, unknown> }) =>
  /\/journey\//.test(String(response.headers.location));

describe('acr, amr and auth_time', () => {
  test('stand in both tokens, and a refresh does not change them', async () => {
    const body = await tokens(identity, aRequest(), { methods: ['pwd', 'email'] });
    const at = Math.floor(identity.clock.now.getTime() / 1000);
    later(identity, 30);
    const renewed = await askToken(identity, {
      grant_type: 'refresh_token',
      refresh_token: String(body.refresh_token),
    });
    for (const token of [body.access_token, body.id_token, renewed.body.access_token, renewed.body.id_token]) {
      const { acr, amr, auth_time } = claimsOf(token);
      assert.deepEqual({ acr, amr, auth_time }, { acr: MULTI_FACTOR, amr: ['pwd', 'otp', 'mfa'], auth_time: at });
    }
  });

  test('a password alone is single factor', async () => {
    const { acr, amr } = claimsOf((await tokens(identity)).access_token);
    assert.deepEqual({ acr, amr }, { acr: SINGLE_FACTOR, amr: ['pwd'] });
  });

  test('who asked for single factor hears that word, though more was proven', async () => {
    const body = await tokens(identity, aRequest({ acr_values: SINGLE_FACTOR }), { methods: ['pwd', 'otp'] });
    assert.equal(claimsOf(body.id_token).acr, SINGLE_FACTOR);
  });
});

describe('acr_values', () => {
  for (const [how, request] of [
    ['acr_values', { acr_values: `${MULTI_FACTOR} ${SINGLE_FACTOR}` }],
    [
      'an essential acr of the claims',
      { claims: JSON.stringify({ id_token: { acr: { essential: true, value: MULTI_FACTOR } } }) },
    ],
  ] as const) {
    test(`${how} ask for a second factor in a user flow that asks for none by itself`, async () => {
      const { browser, page } = await begin(identity, SIGN_IN, { ...request, prompt: 'login' });
      const second = await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
      assert.match(second.html, /Confirm that it is you/);
      const end = await browser.press(second, 'continue', { code: await newestCode(identity) });
      const { body } = await askToken(
        identity,
        codeForm(answerOf({ headers: { location: end.url } }).get('code') ?? ''),
      );
      assert.equal(claimsOf(body.id_token).acr, MULTI_FACTOR);
    });
  }

  test('a session with a password alone does not answer a request for several factors', async () => {
    const { cookies } = await signIn(identity);
    const asked = await askFor(identity, aRequest({ acr_values: MULTI_FACTOR, prompt: 'none' }), { cookies });
    assert.equal(answerOf(asked).get('error'), 'interaction_required');
    const both = await signIn(identity, aRequest(), { methods: ['pwd', 'otp'] });
    const silent = await askFor(identity, aRequest({ acr_values: MULTI_FACTOR, prompt: 'none' }), {
      cookies: both.cookies,
    });
    assert.ok(answerOf(silent).has('code'));
  });

  test('what cannot be reached is refused at once, and what is unknown counts when nothing else is asked', async () => {
    const answer = answerOf(await askFor(identity, aRequest({ acr_values: 'urn:other:gold' })));
    assert.equal(answer.get('error'), 'unmet_authentication_requirements');
    assert.match(answer.get('error_description') ?? '', /^SURETY10004: /);
    assert.ok(isAsked(await askFor(identity, aRequest({ acr_values: `urn:other:gold ${SINGLE_FACTOR}` }))));
  });

  test('claims that are not JSON are refused', async () => {
    const answer = answerOf(await askFor(identity, aRequest({ claims: '{' })));
    assert.match(answer.get('error_description') ?? '', /^AADB2C90122: /);
  });

  test('claims of any shape are read without harm', async () => {
    for (const claims of [
      '1',
      'null',
      '[]',
      '{"id_token":null}',
      '{"id_token":{"acr":null}}',
      '{"id_token":{"acr":{"values":"x"}}}',
    ])
      assert.ok(isAsked(await askFor(identity, aRequest({ claims }))), claims);
  });
});

test('max_age asks again when the sign-in is older, and not before', async () => {
  const { cookies } = await signIn(identity);
  later(identity, 4);
  const silent = (maxAge: string) => askFor(identity, aRequest({ prompt: 'none', max_age: maxAge }), { cookies });
  assert.equal(answerOf(await silent('239')).get('error'), 'interaction_required');
  assert.equal(answerOf(await silent('0')).get('error'), 'interaction_required');
  assert.ok(answerOf(await silent('241')).has('code'));
});

describe('the issuer in the answer (RFC 9207)', () => {
  test('stands in successes and errors, in every response mode', async () => {
    const { answer } = await signIn(identity);
    assert.equal(answer.get('iss'), ISSUER);
    for (const response_mode of ['query', 'fragment']) {
      const refused = answerOf(await askFor(identity, aRequest({ prompt: 'none', response_mode })));
      assert.deepEqual([refused.get('error'), refused.get('iss')], ['interaction_required', ISSUER]);
    }
    const form = await askFor(identity, aRequest({ prompt: 'none', response_mode: 'form_post' }));
    assert.ok(form.body.includes(`name="iss" value="${ISSUER}"`));
  });

  test('stands in the answer of a person who cancels', async () => {
    const { browser, page } = await begin(identity);
    const end = await browser.press(page, 'cancel');
    assert.equal(answerOf({ headers: { location: end.url } }).get('iss'), ISSUER);
  });
});

describe('access tokens by RFC 9068', () => {
  test('are at+jwt with client_id, jti and scope beside the names of B2C', async () => {
    const [one, other] = [(await tokens(identity)).access_token, (await tokens(identity)).access_token];
    assert.equal(headerOf(one).typ, 'at+jwt');
    const { client_id, scope, jti, aud } = claimsOf(one);
    assert.deepEqual([client_id, scope], [PORTAL.clientId, 'Accounts.Read']);
    assert.ok(aud);
    assert.match(String(jti), /^[0-9a-f-]{36}$/);
    assert.notEqual(jti, claimsOf(other).jti);
  });

  test('ID tokens stay JWT', async () => {
    assert.equal(headerOf((await tokens(identity)).id_token).typ, 'JWT');
  });

  test('are what applications get for themselves as well', async () => {
    const { body } = await askToken(identity, {
      client_id: DAEMON.clientId,
      client_secret: DAEMON.secret,
      grant_type: 'client_credentials',
      scope: `${OTHER_API.appIdUri}/.default`,
    });
    assert.equal(headerOf(body.access_token).typ, 'at+jwt');
    assert.deepEqual(
      [claimsOf(body.access_token).client_id, claimsOf(body.access_token).scope],
      [DAEMON.clientId, 'jobs.read jobs.write'],
    );
  });
});

test('email stands by its standard name where it was asked for', async () => {
  const { id_token: idToken, access_token: accessToken } = await tokens(
    identity,
    aRequest({ scope: `openid email ${READ}` }),
  );
  for (const asked of [claimsOf(idToken), claimsOf(accessToken)])
    assert.deepEqual([asked.email, asked.email_verified], [identity.account.email, true]);
  const unasked = await tokens(identity);
  for (const token of [unasked.id_token, unasked.access_token]) assert.equal(claimsOf(token).email, undefined);
});

test('metadata says what the user flow speaks', async () => {
  const metadata = (
    await identity.app.inject(`/${TENANT_NAME}/${SIGN_IN}/v2.0/.well-known/openid-configuration`)
  ).json();
  assert.deepEqual(metadata.acr_values_supported, [SINGLE_FACTOR, MULTI_FACTOR]);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  assert.equal(metadata.claims_parameter_supported, true);
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256', 'plain']);
  assert.deepEqual(metadata.scopes_supported, ['openid', 'profile', 'offline_access', 'email']);
});

test('a user flow without extensions ignores the parameters and adds no claim, as B2C does', async () => {
  const extra = { acr_values: 'urn:other:gold', claims: '{', max_age: '0', scope: `openid email ${READ}` };
  const { cookies } = await signIn(faithful);
  later(faithful, 1);
  const answer = answerOf(await askFor(faithful, aRequest({ ...extra, prompt: 'none' }), { cookies }));
  assert.ok(answer.has('code'));
  assert.equal(answer.get('iss'), null);
  const { body } = await askToken(faithful, codeForm(answer.get('code') ?? ''));
  assert.equal(headerOf(body.access_token).typ, 'JWT');
  for (const name of ['acr', 'amr', 'client_id', 'jti', 'scope', 'email'])
    assert.equal(claimsOf(body.access_token)[name] ?? claimsOf(body.id_token)[name], undefined, name);
  assert.equal(claimsOf(body.access_token).auth_time, undefined);
  const step = claimsOf(
    (await tokens(faithful, aRequest(), { userFlow: STEP_UP, methods: ['pwd', 'otp'] })).access_token,
  );
  assert.equal(step.acr, undefined);
});
