import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import { addPerson, PASSWORD } from '../testing/a-person.ts';
import { PORTAL, READ, REDIRECT_URI, SIGN_IN, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { overTls } from '../testing/over-tls.ts';
import { answerOf } from '../testing/sign-in.ts';
import { createBrowserAt } from '../testing/test-browser.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';
import { listenAtTlsDoor } from './listen-at-tls-door.ts';
import { localCaFile } from './local-ca.ts';
import type { TlsListener } from './tls-listener.ts';

const CONTOSO = 'contoso.b2clogin.com';
const HOST_NAMES = ['localhost', '127.0.0.1', CONTOSO];
const METADATA = `/${TENANT_NAME}/${SIGN_IN}/v2.0/.well-known/openid-configuration`;
const dataFolder = mkdtempSync(join(tmpdir(), 'surety-tls-door-'));

let identity: TestIdentity;
let listener: TlsListener;
let ca: string;
before(async () => {
  identity = await createTestIdentity({ tlsHostNames: HOST_NAMES });
  // MSAL compares with the machine's clock.
  identity.clock.now = new Date();
  listener = await listenAtTlsDoor(identity, { port: 0, dataFolder }, { host: 'localhost', tlsHostNames: HOST_NAMES });
  ca = readFileSync(localCaFile(dataFolder), 'utf8');
  // What NODE_EXTRA_CA_CERTS does when a process starts.
  setDefaultCACertificates([...getCACertificates('default'), ca]);
});
after(async () => {
  await listener.close();
  await identity.close();
  rmSync(dataFolder, { recursive: true });
});

const get = (host: string, url: string) =>
  overTls(
    ca,
    listener.port,
    host,
  )({ method: 'GET', url, cookies: {} }).then(({ statusCode, body }) => ({
    statusCode,
    body,
  }));

test('an application that has contoso.b2clogin.com written into it finds that host in everything it reads', async () => {
  for (const host of [CONTOSO, `${CONTOSO}:${listener.port}`, `CONTOSO.b2clogin.com`]) {
    const { body } = await get(host, METADATA);
    const metadata = JSON.parse(body);
    assert.equal(metadata.issuer, `https://${host.toLowerCase()}/${TENANT_ID}/v2.0/`);
    assert.ok(metadata.token_endpoint.startsWith(`https://${host.toLowerCase()}/${TENANT_NAME}/`));
  }
});

test('a foreign host name is refused and not repeated, at every address', async () => {
  for (const url of ['/', METADATA, '/health/live', '/nowhere', `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/authorize`]) {
    const call = overTls(ca, listener.port, 'localhost');
    const refused = await call({ method: 'GET', url, cookies: {}, headers: { host: 'evil.example' } });
    assert.equal(refused.statusCode, 421, url);
    assert.doesNotMatch(refused.body, /evil\.example/);
    assert.match(refused.body, /TLS_HOST_NAMES/);
  }
});

test('MSAL for Node signs in, redeems and refreshes over TLS with nothing but trust in the CA', async () => {
  const email = 'ada@demo.example';
  await addPerson(identity, { email });
  const origin = `https://localhost:${listener.port}`;
  const authority = `${origin}/${TENANT_NAME}/${SIGN_IN}`;
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: PORTAL.clientId,
      clientSecret: PORTAL.secret,
      authority,
      knownAuthorities: [`localhost:${listener.port}`],
    },
  });
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const asked = { scopes: [READ], redirectUri: REDIRECT_URI };
  const address = await client.getAuthCodeUrl({
    ...asked,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    nonce: 'a-nonce',
  });
  const browser = createBrowserAt(origin, overTls(ca, listener.port));
  const form = await browser.open(address);
  const shown = await browser.press(form, 'continue', { email, password: PASSWORD });
  assert.ok(shown.url.startsWith(REDIRECT_URI), shown.html);
  assert.ok(browser.cookies.has('__Host-identity-sso'));
  const code = answerOf({ headers: { location: shown.url } }).get('code') ?? '';
  const result = await client.acquireTokenByCode(
    { ...asked, code, codeVerifier: verifier, nonce: 'a-nonce' },
    { code, nonce: 'a-nonce' },
  );
  assert.equal((result.idTokenClaims as { iss: string }).iss, `${origin}/${TENANT_ID}/v2.0/`);
  const { account } = result;
  assert.ok(account);
  const refreshed = await client.acquireTokenSilent({ account, scopes: [READ], forceRefresh: true });
  assert.equal(refreshed.fromCache, false);
  assert.ok(refreshed.accessToken);
});
