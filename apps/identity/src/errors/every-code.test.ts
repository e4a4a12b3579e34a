import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPerson, begin, later, PASSWORD } from '../testing/a-person.ts';
import { API, aTenant, PORTAL, READ, ROPC, SHOP, SIGN_IN, SPA, TENANT_NAME } from '../testing/a-tenant.ts';
import {
  asking,
  brokenDatabase,
  type Cause,
  crowd,
  flood,
  guessing,
  inTrouble,
  loggingOut,
  misusingCode,
  opening,
  pressing,
  redeeming,
  refreshingAfter,
  spaAsking,
  type Told,
} from '../testing/causes.ts';
import { askToken, authorizePath, codeForm, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';
import { signToken } from '../tokens/sign.ts';
import type { ERROR_TABLE } from './error-table.ts';

/** An application that an administrator disabled. */
const DISABLED = 'aaaaaaaa-0000-4000-8000-0000000000d1';

let identity: TestIdentity;
before(async () => {
  const tenant = aTenant();
  const [main] = tenant.userFlows;
  assert.ok(main);
  const secondFactor = { enforcement: 'always', methods: ['email-code'], reuse: 'never' } as const;
  const strict = { ...main, name: 'B2C_1_gives_up', tooManyTries: 'application', secondFactor } as const;
  const separate = { ...main, name: 'B2C_1_separate', passwordReset: 'separate' as const };
  const [portal] = tenant.applications;
  assert.ok(portal);
  identity = await createTestIdentity({
    tenant: {
      ...tenant,
      userFlows: [...tenant.userFlows, separate, strict],
      applications: [...tenant.applications, { ...portal, id: DISABLED, isDisabled: true }],
    },
  });
});
after(() => identity.close());

const logoutWith = async (identity: TestIdentity, clientId: string): Promise<Told> => {
  const hint = { id_token_hint: String((await tokens(identity)).id_token), client_id: clientId };
  return loggingOut(hint, 'B2C_1_token_out')(identity);
};
const PASSWORD_FORM = { grant_type: 'password', username: 'nobody@demo.example', password: PASSWORD, scope: 'openid' };

const CASES: Record<keyof typeof ERROR_TABLE, [place: Told['place'], cause: string, Cause]> = {
  AADB2C90006: ['on a page', 'a redirect URI of another application', asking({ redirect_uri: SHOP.redirectUri })],
  AADB2C90007: ['on a page', 'an application without redirect URIs', asking({ client_id: API.applicationId })],
  AADB2C90008: ['on a page', 'no client id', asking({ client_id: undefined })],
  AADB2C90010: ['to the application', 'no scope', asking({ scope: undefined })],
  AADB2C90013: ['to the application', 'an unknown response type', asking({ response_type: 'device' })],
  AADB2C90014: ['to the application', 'an unknown response mode', asking({ response_mode: 'web_message' })],
  AADB2C90018: ['on a page', 'an unknown client', asking({ client_id: 'bbbbbbbb-0000-4000-8000-000000000001' })],
  AADB2C90025: ['on a page', 'an unknown user flow', asking({}, 'B2C_1_nothing')],
  AADB2C90035: [
    'on a page',
    'a server that works on as many requests as it may',
    inTrouble({ mostRequestsAtOnce: 1 }, crowd),
  ],
  AADB2C90036: [
    'on a page',
    'a sign-out to a foreign address',
    loggingOut({ post_logout_redirect_uri: 'https://x.example/' }),
  ],
  AADB2C90043: ['to the application', 'an unknown prompt', asking({ prompt: 'create' })],
  AADB2C90046: [
    'on a page',
    'a journey that nobody began',
    opening(`/${TENANT_NAME}/${SIGN_IN}/journey/${'x'.repeat(43)}/sign-in`),
  ],
  AADB2C90048: ['on a page', 'a database that is gone', brokenDatabase],
  AADB2C90055: [
    'to the application',
    'an access token without resource',
    spaAsking({ response_type: 'token', scope: 'openid' }),
  ],
  AADB2C90057: ['to the application', 'tokens without the right to them', asking({ response_type: 'id_token' })],
  AADB2C90058: [
    'as JSON',
    'a public client that asks for itself',
    redeeming({
      grant_type: 'client_credentials',
      client_id: SPA.clientId,
      client_secret: undefined,
      scope: `${API.appIdUri}/.default`,
    }),
  ],
  AADB2C90067: ['on a page', 'a sign-out to what is no address', loggingOut({ post_logout_redirect_uri: 'nowhere' })],
  AADB2C90077: ['to the application', 'prompt=none without a session', asking({ prompt: 'none' })],
  AADB2C90079: [
    'as JSON',
    'a confidential client without its secret',
    redeeming({ grant_type: 'refresh_token', client_secret: undefined }),
  ],
  AADB2C90080: ['as JSON', 'a refresh token of last month', refreshingAfter(async () => later(identity, 30 * 24 * 60))],
  AADB2C90081: ['as JSON', 'a wrong secret', redeeming({ grant_type: 'refresh_token', client_secret: 'wrong' })],
  AADB2C90083: ['as JSON', 'no grant type', redeeming({})],
  AADB2C90084: [
    'as JSON',
    'a public client with a secret',
    redeeming({ grant_type: 'refresh_token', client_id: SPA.clientId }),
  ],
  AADB2C90086: ['as JSON', 'an unknown grant type', redeeming({ grant_type: 'nothing' })],
  AADB2C90088: ['as JSON', 'a code of another user flow', misusingCode({}, { userFlow: 'B2C_1_alone' })],
  AADB2C90090: ['as JSON', 'a code that is none', redeeming(codeForm('x'))],
  AADB2C90091: ['to the application', 'the person cancels', pressing('cancel')],
  AADB2C90092: ['on a page', 'a disabled application', asking({ client_id: DISABLED })],
  AADB2C90110: [
    'to the application',
    'an ID token without openid',
    spaAsking({ response_type: 'id_token', scope: READ }),
  ],
  AADB2C90115: ['to the application', 'nothing to issue', asking({ scope: 'offline_access' })],
  AADB2C90117: ['to the application', 'an unknown scope', asking({ scope: 'openid read' })],
  AADB2C90118: ['to the application', 'the person forgot the password', pressing('forgot', 'B2C_1_separate')],
  AADB2C90120: ['to the application', 'a max_age that is no number', asking({ max_age: '-1' })],
  AADB2C90122: ['on a page', 'a parameter twice', opening(`${authorizePath()}?client_id=a&client_id=b`)],
  AADB2C90128: [
    'as JSON',
    'an account that is disabled or gone',
    refreshingAfter((account) => identity.change(account, { is_disabled: 1 })),
  ],
  AADB2C90129: [
    'as JSON',
    'a password reset',
    refreshingAfter((account) =>
      identity.change(account, { refresh_tokens_valid_from: identity.clock.now.getTime() + 1 }),
    ),
  ],
  AADB2C90146: ['to the application', 'two resources', asking({ scope: `${READ} https://${TENANT_NAME}/other/do` })],
  AADB2C90151: ['to the application', 'too many wrong codes of a factor', guessing('second factor', 'B2C_1_gives_up')],
  AADB2C90157: ['to the application', 'too many wrong codes of an address', guessing('address', 'B2C_1_gives_up')],
  AADB2C90182: ['as JSON', 'another verifier', misusingCode({ code_verifier: 'v'.repeat(50) })],
  AADB2C90183: ['as JSON', 'no verifier', misusingCode({ code_verifier: undefined })],
  AADB2C90184: ['to the application', 'an unknown challenge method', asking({ code_challenge_method: 'S512' })],
  AADB2C90205: [
    'to the application',
    'a resource nobody granted',
    asking({ scope: `openid https://${TENANT_NAME}/other/do` }),
  ],
  AADB2C90209: [
    'on a page',
    'a sign-out with the ID token of another application',
    (identity) => logoutWith(identity, SHOP.clientId),
  ],
  AADB2C90210: [
    'on a page',
    'a sign-out with an ID token that is none',
    loggingOut({ id_token_hint: 'x' }, 'B2C_1_token_out'),
  ],
  AADB2C90224: ['as JSON', 'a password where no user flow takes it', redeeming(PASSWORD_FORM)],
  AADB2C90225: ['as JSON', 'a wrong user name', redeeming(PASSWORD_FORM, ROPC)],
  AADB2C90232: [
    'on a page',
    'a sign-out with an ID token of another issuer',
    async (identity) => {
      const claims = { iss: 'https://login.example/v2.0/', aud: PORTAL.clientId };
      const hint = await signToken(await identity.services.signingKeys.current(), claims, 'JWT');
      return loggingOut({ id_token_hint: hint }, 'B2C_1_token_out')(identity);
    },
  ],
  AADB2C90233: [
    'on a page',
    'a sign-out with an ID token that somebody else signed',
    async (identity) => {
      const hint = String((await tokens(identity)).id_token).replace(/[^.]+$/, 'AAAA');
      return loggingOut({ id_token_hint: hint }, 'B2C_1_token_out')(identity);
    },
  ],
  AADB2C90238: [
    'to the application',
    'an ID token without nonce',
    spaAsking({ response_type: 'id_token', nonce: undefined }),
  ],
  AADB2C90244: ['on a page', 'too many requests from one address', inTrouble({ requestsPerAddress: 1 }, flood)],
  AADB2C90272: ['on a page', 'a sign-out without the ID token that it needs', loggingOut({}, 'B2C_1_token_out')],
  AADB2C90279: [
    'as JSON',
    'a code of another application',
    misusingCode({ client_id: SHOP.clientId, client_secret: SHOP.secrets[0] }),
  ],
  AADB2C90287: ['on a page', 'a redirect URI that is none', asking({ redirect_uri: '//portal.example' })],
  AADB2C99005: ['to the application', 'a scope with a quote in it', asking({ scope: 'openid "read"' })],
  AADB2C99013: ['as JSON', 'a token of another type', redeeming({ grant_type: 'refresh_token', token_type: 'pop' })],
  AADB2C99059: [
    'to the application',
    'a single-page application without PKCE',
    spaAsking({ code_challenge: undefined }),
  ],
};

for (const [code, [place, cause, ask]] of Object.entries(CASES)) {
  test(`${code}: ${cause} is told ${place}`, async () => {
    const answer = await ask(identity);
    assert.equal(answer.place, place);
    assert.match(answer.text, place === 'on a page' ? new RegExp(`<dd>${code}</dd>`) : new RegExp(`^${code}: `));
  });
}

test('a disabled application gets nothing at the token endpoint either, and hears so only with its secret', async () => {
  const codeOf = async (secret: string) => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: DISABLED, client_secret: secret };
    const { status, body } = await askToken(identity, form);
    return [status, body.error, String(body.error_description).split(':')[0]];
  };
  assert.deepEqual(await codeOf(PORTAL.secret), [400, 'unauthorized_client', 'AADB2C90092']);
  assert.deepEqual(await codeOf('wrong'), [400, 'invalid_client', 'AADB2C90081']);
});

test('AADB2C90111 and AADB2C90114: a disabled and a locked account are told in B2C’s words beside the form, without a code', async () => {
  const disabled = await addPerson(identity, { email: 'disabled@demo.example', isDisabled: true });
  const { browser, page } = await begin(identity);
  const shown = await browser.press(page, 'continue', { email: disabled.email, password: PASSWORD });
  assert.match(shown.html, /Your account has been locked\. Contact your support person to unlock it, then try again\./);
  const locked = await addPerson(identity, { email: 'locked@demo.example' });
  for (let tries = 1; tries <= 10; tries += 1)
    await browser.press(page, 'continue', { email: locked.email, password: `wrong ${tries}` });
  const again = await browser.press(page, 'continue', { email: locked.email, password: PASSWORD });
  assert.match(again.html, /Your account is temporarily locked to prevent unauthorized use\. Try again later\./);
});

test('a tenant may answer invalid_client with 401, and then says how to authenticate', async () => {
  const strict = await createTestIdentity({ tenant: { ...aTenant(), invalidClientStatus: 401 } });
  const form = { grant_type: 'refresh_token', client_id: PORTAL.clientId, client_secret: 'wrong' };
  const { status, headers } = await askToken(strict, form);
  assert.deepEqual([status, headers['www-authenticate']], [401, 'Basic realm="token"']);
  assert.equal((await askToken(strict, { grant_type: 'nothing' })).status, 400);
  assert.equal((await askToken(identity, form)).status, 400, 'unless told');
  await strict.close();
});
