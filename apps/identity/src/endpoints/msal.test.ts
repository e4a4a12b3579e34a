import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ConfidentialClientApplication, CryptoProvider, type INetworkModule } from '@azure/msal-node';
import { addPerson, PASSWORD } from '../testing/a-person.ts';
import { PORTAL, READ, REDIRECT_URI, SIGN_IN, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { answerOf } from '../testing/sign-in.ts';
import { createTestBrowser } from '../testing/test-browser.ts';
import { createTestIdentity, ISSUER_ORIGIN, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const EMAIL = 'grace@demo.example';
const PROFILE = 'B2C_1_profileediting1';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
  // MSAL compares with the machine's clock.
  identity.clock.now = new Date();
  await addPerson(identity, { email: EMAIL });
});
after(() => identity.close());

/** MSAL's way to the server: the https authority and the http endpoints are both this app. */
function networkClient(seen: string[]): INetworkModule {
  const send = async <T>(method: 'GET' | 'POST', url: string, options?: { headers?: object; body?: string }) => {
    const { origin, pathname, search } = new URL(url);
    assert.ok(origin === ISSUER_ORIGIN || origin === ORIGIN, origin);
    seen.push(`${method} ${pathname}`);
    const response = await identity.app.inject({
      method,
      url: pathname + search,
      headers: { ...options?.headers },
      ...(options?.body !== undefined && { payload: options.body }),
    });
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    return { status: response.statusCode, headers, body: response.json() as T };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

const authorityOf = (tenant: string, userFlow: string) => `${ISSUER_ORIGIN}/${tenant}/${userFlow}`;

function createClient(authority: string, seen: string[] = []): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: PORTAL.clientId,
      clientSecret: PORTAL.secret,
      authority,
      knownAuthorities: [new URL(ISSUER_ORIGIN).host],
    },
    system: { networkClient: networkClient(seen) },
  });
}

type Asked = { userFlow?: string; scopes?: string[]; browser?: ReturnType<typeof createTestBrowser>; tenant?: string };

/** A whole sign-in: MSAL's address, the pages in a browser, MSAL's redemption. */
async function signInWithMsal(client: ConfidentialClientApplication, asked: Asked = {}) {
  const {
    userFlow = SIGN_IN,
    scopes = [READ],
    browser = createTestBrowser(identity.app),
    tenant = TENANT_NAME,
  } = asked;
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const authority = authorityOf(tenant, userFlow);
  const address = await client.getAuthCodeUrl({
    authority,
    scopes,
    redirectUri: REDIRECT_URI,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    nonce: 'msal-nonce',
    state: 'msal-state',
  });
  let shown = await browser.open(address);
  if (shown.html.includes('name="password"')) {
    shown = await browser.press(shown, 'continue', { email: EMAIL, password: PASSWORD });
  }
  if (shown.status === 200) shown = await browser.press(shown, 'continue');
  assert.ok(shown.url.startsWith(REDIRECT_URI), `${shown.url} ${shown.html}`);
  const answer = answerOf({ headers: { location: shown.url } });
  assert.equal(answer.get('state'), 'msal-state');
  const result = await client.acquireTokenByCode(
    {
      authority,
      scopes,
      redirectUri: REDIRECT_URI,
      code: answer.get('code') ?? '',
      codeVerifier: verifier,
      nonce: 'msal-nonce',
    },
    { code: answer.get('code') ?? '', nonce: 'msal-nonce' },
  );
  return { result, browser };
}

describe('MSAL for Node', () => {
  test('signs in through the pages, redeems the code and refreshes', async () => {
    const client = createClient(authorityOf(TENANT_NAME, SIGN_IN));
    const { result } = await signInWithMsal(client);
    assert.ok(result.accessToken);
    const claims = result.idTokenClaims as Record<string, unknown>;
    assert.deepEqual([claims.tfp, claims.emails], [SIGN_IN, [EMAIL]]);
    assert.equal(result.account?.homeAccountId, `${claims.sub}-${SIGN_IN.toLowerCase()}.${TENANT_ID}`);
    const { account } = result;
    assert.ok(account);
    const cached = await client.acquireTokenSilent({ account, scopes: [READ] });
    assert.equal(cached.fromCache, true);
    const refreshed = await client.acquireTokenSilent({ account, scopes: [READ], forceRefresh: true });
    assert.equal(refreshed.fromCache, false);
    assert.ok(refreshed.accessToken);
  });

  test('runs a second user flow beside the first, with one discovery', async () => {
    const seen: string[] = [];
    const client = createClient(authorityOf(TENANT_NAME, SIGN_IN), seen);
    const first = await signInWithMsal(client);
    const second = await signInWithMsal(client, { userFlow: PROFILE, browser: first.browser });
    assert.equal((second.result.idTokenClaims as { tfp: string }).tfp, PROFILE);
    assert.equal(seen.filter((line) => line.includes('.well-known')).length, 1);
    const { account } = first.result;
    assert.ok(account);
    const refreshed = await client.acquireTokenSilent({
      account,
      scopes: [READ],
      forceRefresh: true,
      authority: authorityOf(TENANT_NAME, SIGN_IN),
    });
    assert.equal((refreshed.idTokenClaims as { tfp: string }).tfp, SIGN_IN);
  });

  test('understands the tenant by its GUID and the tfp form', async () => {
    for (const tenant of [TENANT_ID, `tfp/${TENANT_NAME}`]) {
      const { result } = await signInWithMsal(createClient(authorityOf(tenant, SIGN_IN)), { tenant });
      assert.ok(result.accessToken);
    }
  });

  test('gets an ID token and no access token for openid alone', async () => {
    const { result } = await signInWithMsal(createClient(authorityOf(TENANT_NAME, SIGN_IN)), { scopes: ['openid'] });
    assert.ok(result.idToken);
    assert.equal(result.accessToken, '');
  });

  test('hears invalid_grant when its account is disabled', async () => {
    const person = await addPerson(identity, { email: 'disabled@demo.example' });
    const client = createClient(authorityOf(TENANT_NAME, SIGN_IN));
    const { result } = await signInWithMsal(client);
    const [grace] = await identity.services.db
      .selectFrom('identity_account')
      .selectAll()
      .where('email', '=', EMAIL)
      .execute();
    assert.ok(grace && result.account && person);
    await identity.change({ ...person, id: grace.id }, { is_disabled: 1 });
    const { account } = result;
    await assert.rejects(client.acquireTokenSilent({ account, scopes: [READ], forceRefresh: true }), {
      errorCode: 'invalid_grant',
    });
    await identity.change({ ...person, id: grace.id }, { is_disabled: 0 });
  });
});
