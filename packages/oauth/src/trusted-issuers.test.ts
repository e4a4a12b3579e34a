import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { createTrustedIssuers } from './trusted-issuers.ts';

const AUTHORITY = 'https://login.example';
const ISSUER = `${AUTHORITY}/tenant/v2.0/`;

test('behind a back channel the keys are read there, whatever origin browsers are told', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const documents: Record<string, unknown> = {
    // What browsers are told leads nowhere from here.
    '/metadata': { issuer: ISSUER, jwks_uri: 'http://127.0.0.1:1/keys?p=flow' },
    '/keys?p=flow': { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', use: 'sig' }] },
  };
  const server = createServer(({ url = '' }, response) => response.end(JSON.stringify(documents[url] ?? {})));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const issuers = createTrustedIssuers({
    metadataUrls: [`${AUTHORITY}/metadata`],
    backChannels: new Map([[AUTHORITY, `http://127.0.0.1:${port}`]]),
  });
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(ISSUER)
    .sign(privateKey);
  const keys = await issuers.keysOf(ISSUER);
  assert.ok(keys);
  assert.equal((await jwtVerify(token, keys)).payload.iss, ISSUER);
  assert.equal(await issuers.keysOf('https://elsewhere.example/'), undefined);
  server.close();
});
