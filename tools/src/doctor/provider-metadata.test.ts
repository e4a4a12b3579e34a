import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { TENANT } from '../../../apps/portal/src/testing/external-id.ts';
import { examine } from './examine.ts';
import { about, diagnose, patient } from './testing/diagnose.ts';

test('names a provider that is slow, and one that does not answer at all', async () => {
  let delayMs = 60;
  const server = createServer((_, response) => {
    if (delayMs < Number.POSITIVE_INFINITY) setTimeout(() => response.end(JSON.stringify(metadata)), delayMs);
  }).listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const endpoints = { authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t`, jwks_uri: `${origin}/k` };
  const metadata = { issuer: origin, ...endpoints };
  const secrets = { PORTAL_CLIENT_SECRET: 's', SESSION_SECRET: 'the-secret-of-the-sessions' };
  const settings = { PROVIDER_KIND: 'openid-connect', ISSUER_URL: origin, ACR_VALUES: 'a', ...secrets };
  try {
    const slow = about(await examine({ ...patient(settings), slowMs: 20 }), 'metadata of the provider');
    assert.equal(slow.status, 'doubtful');
    assert.match(slow.todo ?? '', /slow from here: look at the network/);
    delayMs = Number.POSITIVE_INFINITY;
    const silent = about(await examine({ ...patient(settings), patienceMs: 100 }), 'metadata of the provider');
    assert.equal(silent.status, 'failed');
    assert.match(silent.says, /did not answer in time/);
    assert.match(silent.todo ?? '', /look at the network/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('names keys that are missing, private keys that are published, another issuer, and what is no metadata at all', async () => {
  let keys: object[] = [];
  let issuer = '';
  const server = createServer((request, response) => {
    if (request.url === '/broken/.well-known/openid-configuration') return void response.end('<p>hello</p>');
    if (request.url === '/keys') return void response.end(JSON.stringify({ keys }));
    const endpoints = {
      authorization_endpoint: `${origin}/a`,
      token_endpoint: `${origin}/t`,
      jwks_uri: `${origin}/keys`,
    };
    response.end(JSON.stringify({ issuer: issuer || origin, ...endpoints }));
  }).listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const settings = { PROVIDER_KIND: 'openid-connect', ISSUER_URL: origin, PORTAL_CLIENT_SECRET: 's', ACR_VALUES: 'a' };
  const environment = { ...settings, SESSION_SECRET: 'the-secret-of-the-sessions' };
  try {
    assert.match(about(await diagnose(environment), 'keys of the provider').says, /no public key/);
    keys = [{ kty: 'RSA', n: 'n', e: 'AQAB', d: 'private' }];
    assert.match(about(await diagnose(environment), 'keys of the provider').todo ?? '', /at once/);
    issuer = 'https://login.other.example';
    const other = about(await diagnose(environment), 'issuer of the provider');
    assert.deepEqual([other.status, other.todo], ['failed', `Set ISSUER_URL=${issuer}.`]);
    const tenant = {
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: 'https://contoso.ciamlogin.com',
      TENANT_ID: TENANT,
    };
    const external = { ...environment, ...tenant, PROVIDER_BACK_CHANNEL: origin, AUTHENTICATION_CONTEXTS: 'c1' };
    assert.match(about(await diagnose(external), 'issuer of the tenant').todo ?? '', /Check TENANT_ID/);
    const broken = await diagnose({ ...environment, ISSUER_URL: `${origin}/broken` });
    assert.match(about(broken, 'metadata of the provider').says, /no metadata document/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
