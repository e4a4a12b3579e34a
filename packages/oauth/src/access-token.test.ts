import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { base64url, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import {
  type AccessTokenVerifier,
  b2cDirectory,
  b2cProfile,
  createAccessTokenVerifier,
  createTrustedIssuers,
  ProviderUnavailable,
  TokenRefused,
} from './index.ts';

const ISSUER = 'https://login.example/tenant/v2.0/';
const AUDIENCE = 'api-id';
const ours = await generateKeyPair('RS256', { extractable: true });
const theirs = await generateKeyPair('RS256', { extractable: true });

let server: Server;
let origin: string;
let keyReads = 0;
let isDown = false;
let issuer = ISSUER;
let now = new Date();
let verifier: AccessTokenVerifier;

before(async () => {
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'ours', use: 'sig' };
  server = createServer((request, response) => {
    if (isDown) return void response.writeHead(503).end();
    if (request.url === '/keys') keyReads += 1;
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${origin}/keys` }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());
beforeEach(() => {
  keyReads = 0;
  isDown = false;
  issuer = ISSUER;
  now = new Date();
  verifier = createAccessTokenVerifier({
    issuers: createTrustedIssuers({ metadataUrls: [`${origin}/metadata`], backChannels: new Map() }),
    audience: AUDIENCE,
    profile: b2cProfile({ stepUpUserFlows: ['B2C_1_mfa'] }),
    standing: { roles: 'extension_Roles' },
    clock: () => now,
  });
});

const claims = {
  sub: 'ada',
  scp: 'Accounts.Read Accounts.Write',
  emails: ['Ada@Demo.example'],
  tfp: 'B2C_1_SignIn',
  nonce: 'n',
};

function token(
  changes: JWTPayload = {},
  header: { alg?: string; kid?: string; typ?: string } = {},
  key: CryptoKey | Uint8Array = ours.privateKey,
) {
  const payload = { iss: ISSUER, aud: AUDIENCE, ...claims, ...changes };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: 'ours', typ: 'JWT', ...header })
    .setIssuedAt(changes.iat ?? now)
    .setExpirationTime(changes.exp ?? new Date(now.getTime() + 3_600_000))
    .sign(key);
}

const refusedAs = (code: TokenRefused['code']) => (error: unknown) =>
  error instanceof TokenRefused && error.code === code;

test('tells who the bearer is, what for, and how they signed in', async () => {
  const verified = await verifier.verify(await token());
  assert.equal(verified.subject, 'ada');
  assert.equal(verified.email, 'ada@demo.example');
  assert.deepEqual([...verified.scopes], ['Accounts.Read', 'Accounts.Write']);
  assert.deepEqual(verified.evidence.classes, ['b2c_1_signin']);
  assert.equal(verified.evidence.nonce, 'n');
});

test('a user flow with the settings of old clients names itself in acr and the person in oid', async () => {
  const old = { sub: 'Not supported currently. Use oid claim.', tfp: undefined, acr: 'B2C_1_MFA' };
  const verified = await verifier.verify(await token({ ...old, oid: 'ada' }));
  assert.deepEqual([verified.subject, verified.evidence.classes], ['ada', ['b2c_1_mfa']]);
  await assert.rejects(verifier.verify(await token(old)), refusedAs('invalid-claims'));
});

test('a person is the same in both forms of B2C’s issuer: it names the directory, or one of its user flows as well', async () => {
  const directory = 'https://login.example/c0ffee00-0000-4000-8000-000000000001/v2.0/';
  const flows = ['b2c_1_signin', 'b2c_1_mfa'].map((name) =>
    directory.replace('/c0ff', '/tfp/c0ff').replace('v2.0', `${name}/v2.0`),
  );
  for (const iss of [directory, ...flows]) {
    issuer = iss;
    const trusted = createTrustedIssuers({ metadataUrls: [`${origin}/metadata`], backChannels: new Map() });
    const standing = { roles: 'extension_Roles' };
    const profile = b2cProfile({ stepUpUserFlows: ['B2C_1_mfa'] });
    const each = createAccessTokenVerifier({
      issuers: trusted,
      audience: AUDIENCE,
      profile,
      standing,
      clock: () => now,
    });
    assert.equal((await each.verify(await token({ iss }))).issuer, directory);
    await assert.rejects(each.verify(await token({ iss: `${iss}x/` })), refusedAs('untrusted-issuer'));
  }
});

test('nobody of another host or directory, and nothing that only looks like an issuer of B2C, is the same person', () => {
  const guid = 'c0ffee00-0000-4000-8000-000000000001';
  const ours = `https://login.example/${guid}/v2.0/`;
  assert.equal(b2cDirectory(`https://login.example/tfp/${guid}/b2c_1_signin/v2.0/`), ours);
  for (const other of [
    `https://evil.example/tfp/${guid}/b2c_1_signin/v2.0/`,
    `https://login.example.evil.example/tfp/${guid}/b2c_1_signin/v2.0/`,
    `https://login.example@evil.example/tfp/${guid}/b2c_1_signin/v2.0/`,
    `https://login.example:8443/tfp/${guid}/b2c_1_signin/v2.0/`,
    `http://login.example/tfp/${guid}/b2c_1_signin/v2.0/`,
    `https://login.example/tfp/${guid.replace('01', '02')}/b2c_1_signin/v2.0/`,
    `https://login.example/x/tfp/${guid}/b2c_1_signin/v2.0/`,
    `https://login.example/tfp/${guid}/x/b2c_1_signin/v2.0/`,
    `https://login.example/tfp/${guid}/b2c_1_signin/v2.0`,
    `https://login.example/tfp/${guid}/v2.0/`,
    `https://evil.example/?https://login.example/tfp/${guid}/b2c_1_signin/v2.0/`,
    `https://evil.example/\nhttps://login.example/tfp/${guid}/b2c_1_signin/v2.0/`,
  ])
    assert.notEqual(b2cDirectory(other), ours, other);
});

test('refuses another audience, an unknown issuer, an expired token and one that is not valid yet', async () => {
  await assert.rejects(verifier.verify(await token({ aud: 'portal-id' })), refusedAs('wrong-audience'));
  await assert.rejects(verifier.verify(await token({ iss: 'https://evil.example/' })), refusedAs('untrusted-issuer'));
  await assert.rejects(
    verifier.verify(await token({ exp: Math.floor(now.getTime() / 1000) - 60 })),
    refusedAs('expired'),
  );
  await assert.rejects(
    verifier.verify(await token({ nbf: Math.floor(now.getTime() / 1000) + 600 })),
    refusedAs('invalid-claims'),
  );
});

test('refuses a token signed by another key', async () => {
  await assert.rejects(verifier.verify(await token({}, {}, theirs.privateKey)), refusedAs('invalid-signature'));
});

test('refuses a changed payload', async () => {
  const [header, payload, signature] = (await token()).split('.');
  const changed = { ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), sub: 'eve' };
  await assert.rejects(
    verifier.verify(`${header}.${base64url.encode(JSON.stringify(changed))}.${signature}`),
    refusedAs('invalid-signature'),
  );
});

test('refuses alg none', async () => {
  const [, payload] = (await token()).split('.');
  const header = base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT' }));
  await assert.rejects(verifier.verify(`${header}.${payload}.`), refusedAs('invalid-signature'));
});

test('refuses HS256 with the public key as its secret', async () => {
  const secret = new TextEncoder().encode(await exportSPKI(ours.publicKey));
  await assert.rejects(verifier.verify(await token({}, { alg: 'HS256' }, secret)), refusedAs('invalid-signature'));
});

test('refuses what is no token at all', async () => {
  for (const text of ['', 'x', 'a.b.c', 'x'.repeat(20_000)])
    await assert.rejects(verifier.verify(text), refusedAs('malformed'));
});

test('takes the types of access tokens, and no other', async () => {
  for (const typ of ['at+jwt', 'application/at+jwt', 'JWT'])
    assert.equal((await verifier.verify(await token({ jti: typ }, { typ }))).subject, 'ada');
  await assert.rejects(verifier.verify(await token({}, { typ: 'logout+jwt' })), refusedAs('invalid-claims'));
});

test('refuses a token that names no person', async () => {
  await assert.rejects(verifier.verify(await token({ sub: '' })), refusedAs('invalid-claims'));
});

test('refuses a token it has seen before once it has expired', async () => {
  const seen = await token();
  await verifier.verify(seen);
  now = new Date(now.getTime() + 2 * 3_600_000);
  await assert.rejects(verifier.verify(seen), refusedAs('expired'));
});

test('reads the keys once, and for unknown kids at most once more in 30 seconds', async () => {
  await verifier.verify(await token());
  await verifier.verify(await token({ sub: 'ben' }));
  assert.equal(keyReads, 1);
  for (const kid of ['a', 'b', 'c'])
    await assert.rejects(verifier.verify(await token({}, { kid })), refusedAs('invalid-signature'));
  assert.ok(keyReads <= 2);
});

test('says that the provider is away, and recovers when it is back', async () => {
  isDown = true;
  await assert.rejects(verifier.verify(await token()), ProviderUnavailable);
  isDown = false;
  assert.equal((await verifier.verify(await token())).subject, 'ada');
});
