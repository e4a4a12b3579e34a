import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SettingsError } from '@surety/web';
import { fastify } from 'fastify';
import { localCaFile, localServerCertificate } from './local-ca.ts';
import { listenWithTls } from './tls-listener.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-tls-'));
after(() => rmSync(folder, { recursive: true }));

const NAMES = ['localhost', 'contoso.b2clogin.com', '127.0.0.1'];
const now = new Date();

function get(port: number, servername: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const ca = readFileSync(localCaFile(folder));
    const call = request({ host: '127.0.0.1', port, servername, ca, headers: { host: servername } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    });
    call.on('error', reject).end();
  });
}

test('answers over TLS for every configured name to a client that trusts the CA, and for no other name', async () => {
  const app = fastify();
  app.get('/', (incoming) => `hello ${incoming.hostname}`);
  const listener = await listenWithTls(app, await localServerCertificate(folder, NAMES, now), {
    host: '127.0.0.1',
    port: 0,
  });
  try {
    assert.equal(await get(listener.port, 'contoso.b2clogin.com'), 'hello contoso.b2clogin.com');
    assert.equal(await get(listener.port, 'localhost'), 'hello localhost');
    await assert.rejects(get(listener.port, 'evil.example'), /altnames/);
  } finally {
    await listener.close();
    await app.close();
  }
});

test('keeps the certificate at the next start, and the CA for ever', async () => {
  const first = await localServerCertificate(folder, NAMES, now);
  const ca = readFileSync(localCaFile(folder), 'utf8');
  assert.deepEqual(await localServerCertificate(folder, NAMES, now), first);
  const other = await localServerCertificate(folder, [...NAMES, 'login.example'], now);
  assert.notEqual(other.certificate, first.certificate);
  assert.equal(readFileSync(localCaFile(folder), 'utf8'), ca);
});

test('issues a new certificate before the old one ends', async () => {
  const first = await localServerCertificate(folder, NAMES, now);
  const almostAYearOn = new Date(now.getTime() + 380 * 24 * 60 * 60 * 1000);
  assert.notEqual((await localServerCertificate(folder, NAMES, almostAYearOn)).certificate, first.certificate);
});

test('keeps private keys for their owner, and a CA that can sign no further CA', async () => {
  await localServerCertificate(folder, NAMES, now);
  for (const name of ['ca.key', 'server.key']) assert.equal(statSync(join(folder, 'tls', name)).mode & 0o077, 0);
  const ca = new X509Certificate(readFileSync(localCaFile(folder)));
  assert.equal(ca.ca, true);
  assert.equal(new X509Certificate(readFileSync(join(folder, 'tls', 'server.pem'))).ca, false);
});

test('names DATA_DIR when the folder cannot be written, and TLS_PORT when the port is busy', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  await assert.rejects(localServerCertificate(file, NAMES, now), /DATA_DIR/);
  const app = fastify();
  const certificate = await localServerCertificate(folder, NAMES, now);
  const first = await listenWithTls(app, certificate, { host: '127.0.0.1', port: 0 });
  await assert.rejects(listenWithTls(app, certificate, { host: '127.0.0.1', port: first.port }), (error: Error) => {
    return error instanceof SettingsError && error.message.includes('TLS_PORT');
  });
  await first.close();
});
