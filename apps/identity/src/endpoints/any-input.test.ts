import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { PORTAL, READ, REDIRECT_URI, ROPC, SHOP, SIGN_IN, SPA, STEP_UP, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, authorizePath, codeForm, signIn, VERIFIER } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
before(async () => {
  // PostgreSQL refuses texts that SQLite takes: NUL, lone surrogates.
  identity = await createTestIdentity({ address: DATABASES.at(-1) ?? '' });
});
after(() => identity.close());

const REGISTERED = [REDIRECT_URI, SHOP.redirectUri, SHOP.otherRedirectUri, SPA.redirectUri];
const isRegistered = (location: string): boolean =>
  REGISTERED.some((uri) => location === uri || ['?', '&', '#'].some((mark) => location.startsWith(uri + mark)));

const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), fc.webUrl());
const likely = (...values: string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: anything });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 });

const request = fc.record({
  client_id: optional(likely(PORTAL.clientId, SHOP.clientId, SPA.clientId)),
  redirect_uri: optional(
    likely(...REGISTERED, `${REDIRECT_URI}/`, '//evil.example', 'https://portal.example@evil.example/'),
  ),
  response_type: optional(likely('code', 'id_token', 'token', 'id_token code', 'code id_token token', 'none')),
  response_mode: optional(likely('query', 'fragment', 'form_post')),
  scope: optional(likely('openid', `openid offline_access ${READ}`, READ, PORTAL.clientId)),
  state: optional(anything),
  nonce: optional(anything),
  prompt: optional(likely('none', 'login', 'consent', 'select_account')),
  max_age: optional(likely('0', '-1', '99999999999')),
  code_challenge: optional(likely(String(aRequest().code_challenge))),
  code_challenge_method: optional(likely('S256', 'plain')),
  login_hint: optional(anything),
  ui_locales: optional(anything),
  claims: optional(anything),
});

/** Form-encodes what may hold lone surrogates as well. */
function encode(members: Record<string, string | undefined>): string {
  return new URLSearchParams(
    Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test('no authorization request yields a 5xx or a redirect to where nobody registered', async () => {
  await fc.assert(
    fc.asyncProperty(request, fc.boolean(), async (members, isPost) => {
      const payload = encode(members);
      const response = await identity.app.inject(
        isPost
          ? { method: 'POST', url: authorizePath(), headers: FORM, payload }
          : { method: 'GET', url: `${authorizePath()}?${payload}` },
      );
      assert.ok(response.statusCode < 500, response.body);
      const { location } = response.headers;
      if (location === undefined) return;
      assert.ok(isRegistered(location) || location.startsWith(`/${TENANT_NAME}/${SIGN_IN}/journey/`), location);
    }),
    { numRuns: 300 },
  );
});

test('no token request yields a 5xx, and none without a grant succeeds', async () => {
  const { answer } = await signIn(identity);
  const form = fc.record({
    grant_type: optional(likely('authorization_code', 'refresh_token', 'client_credentials', 'password', '__proto__')),
    client_id: optional(likely(PORTAL.clientId, SHOP.clientId, SPA.clientId)),
    client_secret: optional(likely(PORTAL.secret, SHOP.secrets[0])),
    code: optional(likely(`${answer.get('code')}x`, 'A'.repeat(43))),
    refresh_token: optional(likely('A'.repeat(43))),
    redirect_uri: optional(likely(...REGISTERED)),
    code_verifier: optional(likely(VERIFIER)),
    username: optional(likely('nobody@demo.example')),
    password: optional(anything),
    token_type: optional(likely('Bearer', 'pop')),
    scope: optional(likely('openid', READ, `openid ${SPA.clientId} offline_access`, `${TENANT_NAME}/.default`)),
    client_info: optional(likely('1')),
  });
  const headers = fc.record({
    authorization: optional(
      fc.oneof(
        anything.map((text) => `Basic ${btoa(encodeURI(text.toWellFormed()))}`),
        fc.constant('Basic'),
      ),
    ),
  });
  await fc.assert(
    fc.asyncProperty(form, headers, fc.constantFrom(SIGN_IN, ROPC), async (members, { authorization }, userFlow) => {
      const response = await identity.app.inject({
        method: 'POST',
        url: `/${TENANT_NAME}/${userFlow}/oauth2/v2.0/token`,
        headers: { ...FORM, ...(authorization !== undefined && { authorization }) },
        payload: encode(members),
      });
      assert.ok(response.statusCode >= 400 && response.statusCode < 500, response.body);
      assert.deepEqual(Object.keys(response.json()), ['error', 'error_description']);
    }),
    { numRuns: 300 },
  );
});

test('a body that is broken, of another kind or too large is a 4xx', async () => {
  const bodies: [contentType: string, payload: string][] = [
    ['application/x-www-form-urlencoded', '%E0%A4%A&%zz=%&=&&a=b=c'],
    ['application/x-www-form-urlencoded', `client_id=${'x'.repeat(100_000)}`],
    ['application/x-www-form-urlencoded', 'client_id=a&client_id=b&client_id[]=c&__proto__=x&constructor=y'],
    ['application/json', '{"client_id":"x"}'],
    ['application/json', '{'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/plain', 'client_id=x'],
    ['nonsense', 'x'],
  ];
  for (const [contentType, payload] of bodies) {
    for (const url of [
      authorizePath(),
      authorizePath().replace('authorize', 'token'),
      authorizePath().replace('authorize', 'logout'),
    ]) {
      const headers = { 'content-type': contentType };
      const { statusCode } = await identity.app.inject({ method: 'POST', url, headers, payload });
      assert.ok(statusCode < 500, `${contentType} ${url}`);
      if (!url.endsWith('logout')) assert.ok(statusCode >= 400, `${contentType} ${url}`);
    }
  }
});

test('a broken address is a 4xx', async () => {
  for (const url of [
    '/%',
    '/%zz/x/oauth2/v2.0/authorize',
    `/${'a'.repeat(3000)}`,
    `/${TENANT_NAME}/%00/oauth2/v2.0/token`,
    '//evil.example/%2f..',
  ]) {
    const { statusCode } = await identity.app.inject(url);
    assert.ok(statusCode >= 400 && statusCode < 500, url);
  }
});

test('a code in the query redeems as one in the form does', async () => {
  const { answer } = await signIn(identity);
  const form = codeForm(answer.get('code') ?? '');
  const response = await identity.app.inject({
    method: 'POST',
    url: `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/token?${encode({ ...form, client_id: PORTAL.clientId })}`,
    headers: FORM,
    payload: encode({ client_secret: PORTAL.secret }),
  });
  assert.equal(response.statusCode, 200);
});

test('no pushed request yields a 5xx, nor a name without a proven application', async () => {
  const details = fc.oneof(fc.json(), anything, fc.constant('[{"type":"urn:surety:transaction"}]'));
  await fc.assert(
    fc.asyncProperty(request, optional(details), fc.boolean(), async (members, authorization_details, isProven) => {
      const secret = isProven ? PORTAL.secret : 'wrong';
      const response = await identity.app.inject({
        method: 'POST',
        url: `/${TENANT_NAME}/${STEP_UP}/oauth2/v2.0/par`,
        headers: FORM,
        payload: encode({ ...members, client_secret: secret, authorization_details }),
      });
      assert.ok(response.statusCode < 500, response.body);
      if (!isProven || members.client_id !== PORTAL.clientId) assert.notEqual(response.statusCode, 201);
    }),
    { numRuns: 150 },
  );
});

test('no logout request yields a 5xx or a redirect to where nobody registered', async () => {
  const logout = fc.record({
    post_logout_redirect_uri: optional(likely(...REGISTERED, '//evil.example', `${PORTAL.origin}@evil.example/`)),
    client_id: optional(likely(PORTAL.clientId, SHOP.clientId)),
    id_token_hint: optional(likely('a.b.c', 'eyJhbGciOiJub25lIn0.e30.')),
    state: optional(anything),
  });
  await fc.assert(
    fc.asyncProperty(logout, async (members) => {
      const url = `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout?${encode(members)}`;
      const { statusCode, headers, body } = await identity.app.inject(url);
      assert.ok(statusCode < 500, body);
      if (headers.location !== undefined) assert.ok(isRegistered(headers.location), headers.location);
    }),
    { numRuns: 150 },
  );
});
