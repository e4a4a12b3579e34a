import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SIGN_IN, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, askFor, askToken, authorizePath, claimsOf, codeForm, signIn } from '../testing/sign-in.ts';
import { createTestIdentity, ISSUER_ORIGIN, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const METADATA = `/${TENANT_NAME}/${SIGN_IN}/v2.0/.well-known/openid-configuration`;
const CONTOSO = 'contoso.b2clogin.com';

type Headers = Record<string, string>;
const forwarded = (host: string): Headers => ({ 'x-forwarded-proto': 'https', 'x-forwarded-host': host });

async function metadataOf(identity: TestIdentity, headers: Headers) {
  const response = await identity.app.inject({ url: METADATA, headers });
  return { status: response.statusCode, body: response.json() as Record<string, string> };
}

describe('behind a trusted proxy', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({
      trustedProxies: ['127.0.0.1'],
      tlsHostNames: [CONTOSO, 'login.example:8443'],
    });
  });
  after(() => identity.close());

  test('metadata stands on the host that was asked for, as B2C does it', async () => {
    for (const host of [CONTOSO, 'login.example:8443']) {
      const { body } = await metadataOf(identity, forwarded(host));
      assert.equal(body.issuer, `https://${host}/${TENANT_ID}/v2.0/`);
      const base = `https://${host}/${TENANT_NAME}/${SIGN_IN.toLowerCase()}`;
      assert.equal(body.authorization_endpoint, `${base}/oauth2/v2.0/authorize`);
      assert.equal(body.token_endpoint, `${base}/oauth2/v2.0/token`);
      assert.equal(body.jwks_uri, `${base}/discovery/v2.0/keys`);
    }
  });

  test('no other name is ever repeated', async () => {
    const forged = ['evil.example', `${CONTOSO}:9999`, 'login.example', `x@${CONTOSO}`, `${CONTOSO}/x`, '', '%'];
    for (const host of forged) {
      const { body } = await metadataOf(identity, forwarded(host));
      assert.equal(body.issuer, `${ISSUER_ORIGIN}/${TENANT_ID}/v2.0/`, host);
      assert.ok(body.token_endpoint?.startsWith(`${ORIGIN}/`), host);
    }
  });

  test('cookies are secure there, and forms must come from there', async () => {
    const headers = forwarded(CONTOSO);
    const asked = await identity.app.inject({ url: authorizePath(), query: aRequest(), headers });
    const [browser] = asked.cookies;
    assert.deepEqual([browser?.name, browser?.secure], ['__Host-identity-browser', true]);
    const url = String(asked.headers.location);
    const cookies = { [browser?.name ?? '']: browser?.value ?? '' };
    const post = (origin: string) =>
      identity.app.inject({
        method: 'POST',
        url,
        cookies,
        headers: { ...headers, origin, 'content-type': 'application/x-www-form-urlencoded' },
        payload: '',
      });
    assert.match((await post(ORIGIN)).body, /form-not-ours/);
    const plain = await identity.app.inject({ url, cookies });
    assert.match(plain.body, /AADB2C90046/, 'a journey goes on at the door where it began');
  });

  test('tokens name the issuer of the door that the person came through, wherever they are redeemed', async () => {
    const asked = { ...identity, services: { ...identity.services, issuerOrigin: `https://${CONTOSO}` } };
    const { answer } = await signIn(asked, aRequest());
    const { body } = await askToken(identity, codeForm(answer.get('code') ?? ''));
    assert.equal(claimsOf(body.id_token).iss, `https://${CONTOSO}/${TENANT_ID}/v2.0/`);
    const refreshed = await askToken(identity, {
      grant_type: 'refresh_token',
      refresh_token: String(body.refresh_token),
    });
    assert.equal(claimsOf(refreshed.body.access_token).iss, `https://${CONTOSO}/${TENANT_ID}/v2.0/`);
  });
});

test('forwarded headers of anybody else do not count', async () => {
  const identity = await createTestIdentity({ tlsHostNames: [CONTOSO] });
  try {
    const { body } = await metadataOf(identity, { ...forwarded(CONTOSO), host: CONTOSO });
    assert.equal(body.issuer, `${ISSUER_ORIGIN}/${TENANT_ID}/v2.0/`);
    const asked = await askFor(identity, aRequest());
    assert.equal(asked.cookies[0]?.name, 'identity-browser');
  } finally {
    await identity.close();
  }
});
