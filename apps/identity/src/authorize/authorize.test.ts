import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PORTAL, READ, REDIRECT_URI, SHOP, SIGN_IN, SPA, TENANT_NAME, WRITE } from '../testing/a-tenant.ts';
import { answerOf, aRequest, askFor, authorizePath, claimsOf, signIn } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
});
after(() => identity.close());

type Changes = Record<string, string | undefined>;

/** The error that the application hears. */
async function refusalOf(changes: Changes) {
  const response = await askFor(identity, aRequest(changes));
  assert.equal(response.statusCode, 303, response.body);
  assert.ok(String(response.headers.location).startsWith(changes.redirect_uri ?? REDIRECT_URI));
  const answer = answerOf(response);
  return {
    error: answer.get('error'),
    code: answer.get('error_description')?.split(':')[0],
    state: answer.get('state'),
  };
}

describe('errors that only a page may show', () => {
  const onPage = async (changes: Changes, code: string) => {
    const response = await askFor(identity, aRequest(changes));
    assert.equal(response.statusCode, 400);
    assert.equal(response.headers.location, undefined);
    assert.match(response.body, new RegExp(`${code}<.*Correlation ID<.*>[0-9a-f-]{36}<.*2026-03-01 12:00:00Z`, 's'));
  };

  test('no client id', () => onPage({ client_id: undefined }, 'AADB2C90008'));
  test('an unknown client', () => onPage({ client_id: 'bbbbbbbb-0000-4000-8000-000000000001' }, 'AADB2C90018'));
  test('no redirect URI', () => onPage({ redirect_uri: undefined }, 'AADB2C90006'));
  test("another application's redirect URI", () => onPage({ redirect_uri: SHOP.redirectUri }, 'AADB2C90006'));
  test('an error page escapes what was sent', async () => {
    const { body } = await askFor(identity, aRequest({ redirect_uri: '<script>alert(1)</script>' }));
    assert.doesNotMatch(body, /<script>alert/);
  });

  for (const trick of [
    `${REDIRECT_URI}/`,
    `${REDIRECT_URI}#x`,
    `${REDIRECT_URI}?x=1`,
    `${REDIRECT_URI}%2f`,
    `${REDIRECT_URI}/../callback`,
    REDIRECT_URI.toUpperCase(),
    REDIRECT_URI.replace('callback', 'Callback'),
    REDIRECT_URI.replace('https:', 'http:'),
    REDIRECT_URI.replace('https://', '//'),
    REDIRECT_URI.replace('https://', 'https://portal.example@evil.example/'),
    REDIRECT_URI.replace('portal.example', 'portal.example:443'),
    REDIRECT_URI.replace('portal.example', 'portal.example.evil.example'),
    REDIRECT_URI.replace('/sign-in', '\\sign-in'),
    ` ${REDIRECT_URI}`,
    `${REDIRECT_URI}\r\n`,
    'javascript:alert(1)',
    'https://portal.example%2fsign-in/callback',
  ]) {
    test(`the redirect URI ${JSON.stringify(trick)}`, () =>
      onPage({ redirect_uri: trick }, URL.canParse(trick) ? 'AADB2C90006' : 'AADB2C90287'));
  }

  test('a parameter given twice', async () => {
    const query = new URLSearchParams(aRequest());
    query.append('redirect_uri', REDIRECT_URI);
    const response = await identity.app.inject(`${authorizePath()}?${query}`);
    assert.equal(response.statusCode, 400);
    assert.match(response.body, /AADB2C90122/);
  });

  test('an unknown user flow', async () => {
    const response = await askFor(identity, aRequest(), { userFlow: 'B2C_1_nothing' });
    assert.equal(response.statusCode, 404);
  });
});

describe('errors that the application hears', () => {
  const cases: [name: string, changes: Changes, error: string, code: string][] = [
    ['no response type', { response_type: undefined }, 'unsupported_response_type', 'AADB2C90013'],
    ['an unknown response type', { response_type: 'code device' }, 'unsupported_response_type', 'AADB2C90013'],
    ['a response type twice', { response_type: 'code code' }, 'unsupported_response_type', 'AADB2C90013'],
    ['an unknown response mode', { response_mode: 'web_message' }, 'invalid_request', 'AADB2C90014'],
    ['tokens without the right to them', { response_type: 'id_token' }, 'unauthorized_client', 'AADB2C90057'],
    ['an unknown prompt', { prompt: 'create' }, 'invalid_request', 'AADB2C90043'],
    ['no scope', { scope: undefined }, 'invalid_request', 'AADB2C90010'],
    ['nothing to issue', { scope: 'offline_access' }, 'invalid_request', 'AADB2C90115'],
    [
      'an unknown scope',
      { scope: 'openid https://contoso.onmicrosoft.com/api/Nothing' },
      'invalid_request',
      'AADB2C90117',
    ],
    ['a word that is no scope', { scope: 'openid read' }, 'invalid_request', 'AADB2C90117'],
    ['two resources', { scope: `openid ${READ} https://${TENANT_NAME}/other/do` }, 'invalid_request', 'AADB2C90146'],
    [
      'a resource nobody granted',
      { scope: `openid https://${TENANT_NAME}/other/do` },
      'unauthorized_client',
      'AADB2C90205',
    ],
    ['a max_age that is no number', { max_age: '-1' }, 'invalid_request', 'AADB2C90120'],
    ['a max_age too great', { max_age: '2147483648' }, 'invalid_request', 'AADB2C90120'],
    ['an unknown challenge method', { code_challenge_method: 'S512' }, 'invalid_request', 'AADB2C90184'],
    ['a challenge too short', { code_challenge: 'short' }, 'invalid_request', 'AADB2C90184'],
    ['prompt=none without a session', { prompt: 'none' }, 'interaction_required', 'AADB2C90077'],
  ];
  for (const [name, changes, error, code] of cases) {
    test(name, async () => assert.deepEqual(await refusalOf(changes), { error, code, state: 'a state' }));
  }

  const spa = { client_id: SPA.clientId, redirect_uri: SPA.redirectUri };
  const spaCases: [name: string, changes: Changes, code: string][] = [
    ['a single-page application without PKCE', { code_challenge: undefined }, 'AADB2C99059'],
    ['an ID token without nonce', { response_type: 'id_token', nonce: undefined }, 'AADB2C90238'],
    ['an ID token without openid', { response_type: 'id_token', scope: READ }, 'AADB2C90110'],
    ['an access token without resource', { response_type: 'token', scope: 'openid' }, 'AADB2C90055'],
    ['tokens in the query', { response_type: 'token', response_mode: 'query' }, 'AADB2C90014'],
  ];
  for (const [name, changes, code] of spaCases) {
    test(name, async () => assert.equal((await refusalOf({ ...spa, ...changes })).code, code));
  }

  test("a description ends in B2C's lines", async () => {
    const answer = answerOf(await askFor(identity, aRequest({ prompt: 'none' })));
    assert.match(
      answer.get('error_description') ?? '',
      /^AADB2C90077: [^\r\n]+\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: 2026-03-01 12:00:00Z\r\n$/,
    );
  });

  test('a value with line breaks forges no line', async () => {
    const answer = answerOf(await askFor(identity, aRequest({ scope: 'openid x\r\nCorrelation-ID:' })));
    assert.equal(answer.get('error_description')?.match(/\r\n/g)?.length, 3);
  });

  test('the state comes back letter for letter', async () => {
    for (const state of ['+ & = %20 <">', 'päßwort ☂', '\r\n\t', 'x'.repeat(4000)]) {
      assert.equal((await refusalOf({ prompt: 'none', state })).state, state);
    }
  });

  test('a redirect URI with a query keeps it', async () => {
    const response = await askFor(
      identity,
      aRequest({ client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri, prompt: 'none' }),
    );
    assert.match(
      String(response.headers.location),
      /^https:\/\/shop\.example\/cb\?from=b2c&error=interaction_required/,
    );
  });

  test('response_mode=fragment and form_post carry errors as well', async () => {
    const fragment = await askFor(identity, aRequest({ prompt: 'none', response_mode: 'fragment' }));
    assert.ok(String(fragment.headers.location).startsWith(`${REDIRECT_URI}#error=interaction_required`));
    const form = await askFor(identity, aRequest({ prompt: 'none', response_mode: 'form_post', state: '"><b>' }));
    assert.equal(form.statusCode, 200);
    assert.match(form.body, /action="https:\/\/portal\.example\/sign-in\/callback"/);
    assert.match(form.body, /name="state" value="&quot;&gt;&lt;b&gt;"/);
    assert.match(form.body, /<button[^>]*type="submit"/);
    const script = await identity.app.inject(/<script[^>]*src="([^"]+)"/.exec(form.body)?.[1] ?? '/nothing');
    assert.match(script.body, /submit\(\)/);
    assert.match(String(form.headers['content-security-policy']), /form-action 'self' https:\/\/portal\.example;/);
  });
});

describe('a request that is right', () => {
  test('leads to the first page of a journey, tied to this browser', async () => {
    const response = await askFor(identity, aRequest());
    assert.equal(response.statusCode, 303);
    assert.match(
      String(response.headers.location),
      new RegExp(`^/${TENANT_NAME}/${SIGN_IN}/journey/[\\w-]{43}/sign-in$`),
    );
    const [cookie] = response.cookies;
    assert.deepEqual(
      [cookie?.name, cookie?.httpOnly, cookie?.sameSite, cookie?.path, cookie?.secure],
      ['identity-browser', true, 'Lax', '/', undefined],
    );
  });

  test('is understood by POST, in any letter case of the path, in the query form, and with parameters it does not know', async () => {
    const payload = new URLSearchParams({ ...aRequest(), claims: '{}', 'x-client-SKU': 'msal.js.node' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const url of [
      authorizePath().toUpperCase(),
      `/tfp${authorizePath()}`,
      `/${TENANT_NAME}/oauth2/v2.0/authorize?p=b2c_1_SIGNUPSIGNIN1`,
    ]) {
      const response = await identity.app.inject({ method: 'POST', url, headers, payload });
      assert.match(String(response.headers.location), /\/journey\//, url);
    }
  });

  test('may hint at a social provider by domain_hint: there is none, and the own sign-in page shows', async () => {
    for (const hint of ['google.com', 'commonaccount', '<b>', 'x'.repeat(3000)]) {
      const response = await askFor(identity, aRequest({ domain_hint: hint }));
      assert.equal(response.statusCode, 303);
      assert.match(String(response.headers.location), /\/journey\/[\w-]{43}\/sign-in$/);
    }
  });

  test('keeps a browser that is known', async () => {
    const first = await askFor(identity, aRequest());
    const cookie = first.cookies[0]?.value ?? '';
    const second = await askFor(identity, aRequest(), { cookies: { 'identity-browser': cookie } });
    assert.ok(!second.cookies.some(({ name }) => name === 'identity-browser'));
  });

  test('over https the cookies are bound to the host', async () => {
    const secure = await createTestIdentity({ origin: 'https://login.example' });
    const { cookies } = await askFor(secure, aRequest());
    assert.deepEqual([cookies[0]?.name, cookies[0]?.secure], ['__Host-identity-browser', true]);
    await secure.close();
  });

  test('ends in a code and the state', async () => {
    const { url, answer } = await signIn(identity);
    assert.equal(url.origin + url.pathname, REDIRECT_URI);
    assert.deepEqual([...answer.keys()], ['code', 'state']);
    assert.match(answer.get('code') ?? '', /^[\w-]{43}$/);
  });

  test('drops scopes that nobody granted while one remains', async () => {
    const { answer } = await signIn(
      identity,
      aRequest({
        client_id: SPA.clientId,
        redirect_uri: SPA.redirectUri,
        response_type: 'token',
        scope: `${READ} ${WRITE}`,
      }),
    );
    assert.equal(answer.get('scope'), `${READ} ${WRITE}`);
    const shop = { client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri, scope: `openid ${READ} ${WRITE}` };
    assert.ok((await signIn(identity, aRequest(shop))).answer.has('code'));
  });

  test('hybrid answers bind code and access token to the ID token', async () => {
    const { url, answer } = await signIn(
      identity,
      aRequest({ client_id: SPA.clientId, redirect_uri: SPA.redirectUri, response_type: 'token code id_token' }),
    );
    assert.equal(url.search, '');
    assert.deepEqual(
      [...answer.keys()],
      ['code', 'access_token', 'token_type', 'expires_in', 'scope', 'id_token', 'state'],
    );
    const claims = claimsOf(answer.get('id_token'));
    assert.match(String(claims.c_hash), /^[\w-]{22}$/);
    assert.match(String(claims.at_hash), /^[\w-]{22}$/);
    assert.equal(claims.nonce, 'a-nonce');
    assert.equal(claimsOf(answer.get('access_token')).azp, SPA.clientId);
  });

  test('nothing of a request stands in the log', async () => {
    const { answer } = await signIn(identity, aRequest({ state: 'secret-state', nonce: 'secret-nonce' }));
    const log = identity.log.join('');
    for (const secret of [answer.get('code') ?? '', 'secret-state', 'secret-nonce', PORTAL.secret]) {
      assert.ok(!log.includes(secret));
    }
  });
});
