import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as client from 'openid-client';
import { addPerson, newestCode, PASSWORD } from '../testing/a-person.ts';
import { aTenant, PORTAL, READ, REDIRECT_URI, SIGN_IN, TENANT_ID } from '../testing/a-tenant.ts';
import { claimsOf } from '../testing/sign-in.ts';
import { STRICT_FLOW } from '../testing/strict-flow.ts';
import { createBrowserAt } from '../testing/test-browser.ts';
import { createTestIdentity, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const MULTI_FACTOR = 'urn:surety:acr:multi-factor';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity({ origin: ISSUER_ORIGIN, tenant: aTenant(STRICT_FLOW) });
  identity.clock.now = new Date();
  await addPerson(identity);
});
after(() => identity.close());

/** Only the network is replaced: requests reach the server in this process. */
const throughTheServer: client.CustomFetch = async (url, { method = 'GET', headers, body }) => {
  const { pathname, search } = new URL(url);
  const payload = body === undefined || body === null ? undefined : String(body);
  const response = await identity.app.inject({
    method: method === 'POST' ? 'POST' : 'GET',
    url: `${pathname}${search}`,
    headers,
    ...(payload !== undefined && { payload }),
  });
  return new Response(response.body, {
    status: response.statusCode,
    headers: response.headers as Record<string, string>,
  });
};

test('openid-client runs a user flow with every extension without any relaxation: PAR, PKCE, acr, max_age, iss, refresh', async () => {
  const issuer = new URL(`${ISSUER_ORIGIN}/tfp/${TENANT_ID}/${SIGN_IN.toLowerCase()}/v2.0/`);
  const config = await client.discovery(issuer, PORTAL.clientId, PORTAL.secret, undefined, {
    [client.customFetch]: throughTheServer,
  });
  assert.ok(config.serverMetadata().supportsPKCE());
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: REDIRECT_URI,
    scope: `openid email offline_access ${READ}`,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    acr_values: MULTI_FACTOR,
    max_age: '300',
    state,
    nonce,
  });
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);

  const browser = createBrowserAt(ISSUER_ORIGIN, (sent) => identity.app.inject(sent));
  const first = await browser.open(url.href);
  const second = await browser.press(first, 'continue', { email: 'grace@demo.example', password: PASSWORD });
  const end = await browser.press(second, 'continue', { code: await newestCode(identity) });

  const tokens = await client.authorizationCodeGrant(config, new URL(end.url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    maxAge: 300,
    idTokenExpected: true,
  });
  const { acr, amr, email, email_verified: isVerified } = claimsOf(tokens.id_token);
  assert.deepEqual([acr, amr], [MULTI_FACTOR, ['pwd', 'otp', 'mfa']]);
  assert.deepEqual([email, isVerified], ['grace@demo.example', true]);

  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  const evidence = ({ acr, amr, auth_time }: Record<string, unknown>) => ({ acr, amr, auth_time });
  assert.deepEqual(evidence(claimsOf(renewed.access_token)), evidence(claimsOf(tokens.access_token)));
  assert.ok(claimsOf(renewed.access_token).auth_time);

  const farewell = client.buildEndSessionUrl(config, { post_logout_redirect_uri: REDIRECT_URI });
  assert.equal((await browser.open(farewell.href)).url, REDIRECT_URI);
});
