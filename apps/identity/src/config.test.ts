import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createLogger, SettingsError } from '@surety/web';
import { startIdentity } from './app.ts';
import { readIdentityConfig } from './config.ts';
import { tenantOf } from './tenant/tenant-of.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'surety-identity-'));
after(() => rmSync(DATA_DIR, { recursive: true }));

const read = (environment: Record<string, string> = {}) => readIdentityConfig({ DATA_DIR, ...environment });
const silent = createLogger('identity', 'silent');

test('nothing needs to be set; secrets are made once', () => {
  const config = read();
  assert.deepEqual(
    [config.host, config.port, config.origin, config.issuerOrigin],
    ['localhost', 3002, 'http://localhost:3002', 'https://localhost:3443'],
  );
  assert.equal(config.databaseUrl, `sqlite:${join(DATA_DIR, 'identity.db')}`);
  assert.equal(read().secret, config.secret);
  assert.notEqual(config.portal.secret, config.secret);
});

for (const [name, value] of [
  ['ISSUER_ORIGIN', 'http://localhost:3443'],
  ['IDENTITY_ORIGIN', 'http://localhost:3002/'],
  ['IDENTITY_PORT', 'http'],
  ['TLS_PORT', 'https'],
  ['TLS_HOST_NAMES', 'localhost,https://login.example'],
  ['SIGNING_KEY_ROTATION_DAYS', '0'],
  ['TENANT_ID', 'not-a-guid'],
  ['PORTAL_BACK_CHANNEL', 'portal:3000'],
  ['CODES_PER_NETWORK', '0'],
  ['TENANT_NAME', 'a/b'],
  ['PASSWORD_RESET', 'yes'],
  ['IDENTITY_SECRET', 'short'],
  ['SMTP_URL', 'mail'],
] as const) {
  test(`a wrong ${name} is named`, () => {
    assert.throws(() => read({ [name]: value }), new RegExp(`^SettingsError: The setting ${name} is wrong`));
  });
}

test('the TLS door can be moved, and the issuer with it, or turned off', () => {
  const moved = read({ TLS_PORT: '4443', TLS_HOST_NAMES: 'localhost, Contoso.b2clogin.com' });
  assert.deepEqual([moved.tls?.port, moved.issuerOrigin], [4443, 'https://localhost:4443']);
  assert.equal(read({ TLS_PORT: '443' }).issuerOrigin, 'https://localhost', 'as browsers write it');
  assert.deepEqual(moved.tlsHostNames, ['localhost', 'contoso.b2clogin.com']);
  assert.equal(read().tls?.port, 3443);
  for (const TLS_PORT of ['', 'off']) assert.equal(read({ TLS_PORT }).tls, undefined);
  assert.equal(
    read({ TLS_PORT: '4443', ISSUER_ORIGIN: 'https://login.example' }).issuerOrigin,
    'https://login.example',
  );
});

test('the portal is told of ended sign-ins where browsers find it, or where identity does', async () => {
  const toldAt = async (settings: Record<string, string> = {}) => {
    const config = read(settings);
    const tenant = await tenantOf(config);
    return tenant.applications.find(({ id }) => id === config.portal.clientId)?.backChannelLogoutUri;
  };
  assert.equal(await toldAt(), 'http://localhost:3000/sign-out/back-channel');
  const PORTAL_BACK_CHANNEL = 'http://portal:3000';
  assert.equal(await toldAt({ PORTAL_BACK_CHANNEL }), 'http://portal:3000/sign-out/back-channel');
});

test('signing keys are renewed every 90 days, unless that is set otherwise', () => {
  assert.equal(read().signingKeyRotationDays, 90);
  assert.equal(read({ SIGNING_KEY_ROTATION_DAYS: '7' }).signingKeyRotationDays, 7);
  assert.equal(read({ SIGNING_KEY_ROTATION_DAYS: 'off' }).signingKeyRotationDays, undefined);
});

test('the inbox exists on this machine only, and never beside a mail server', () => {
  const hasInbox = (environment: Record<string, string>) => read(environment).inbox !== undefined;
  assert.equal(hasInbox({}), true);
  assert.equal(hasInbox({ INBOX: 'false' }), false);
  assert.equal(hasInbox({ SMTP_URL: 'smtp://mail.example:587', INBOX: 'true' }), false);
});

test('names below localhost are this machine, and who else reads the inbox is an address or a network', () => {
  assert.equal(read({ IDENTITY_ORIGIN: 'https://login.surety.localhost:8443' }).withDemoPeople, true);
  const { inbox, inboxReaders } = read({ INBOX_READERS: '172.30.83.0/24, 10.0.0.7', INBOX_SMTP_HOST: '0.0.0.0' });
  assert.deepEqual(inboxReaders, ['172.30.83.0/24', '10.0.0.7']);
  assert.equal(inbox?.smtp.host, '0.0.0.0');
  for (const wrong of ['everybody', '10.0.0.0/33', '10.0.0.0/x', '::1/129'])
    assert.throws(() => read({ INBOX_READERS: wrong }), /The setting INBOX_READERS is wrong/);
});

test('the portal’s secret is made where portal and identity both look for it', () => {
  const shared = mkdtempSync(join(tmpdir(), 'surety-shared-'));
  const secret = read({ SHARED_DATA_DIR: shared }).portal.secret;
  assert.equal(readFileSync(join(shared, 'secrets', 'portal-client-secret'), 'utf8').trim(), secret);
});

test('where browsers come from elsewhere, mail must leave, and nobody with a published password is there', () => {
  const IDENTITY_ORIGIN = 'https://login.example';
  for (const INBOX of ['true', 'false'])
    assert.throws(() => read({ IDENTITY_ORIGIN, INBOX }), /The setting SMTP_URL is missing/);
  const SMTP_URL = 'smtp://mail.example:587';
  assert.equal(read({ IDENTITY_ORIGIN, SMTP_URL }).withDemoPeople, false);
  assert.equal(read({ IDENTITY_ORIGIN, SMTP_URL, DEMO_PEOPLE: 'true' }).withDemoPeople, true);
  assert.equal(read().withDemoPeople, true);
});

const START = { IDENTITY_PORT: '0', TLS_PORT: '0', INBOX_SMTP_PORT: '0', DEMO_PEOPLE: 'false' };

test('identity starts, stops, and starts again with the same keys', async () => {
  const first = await startIdentity(read(START), silent);
  assert.equal(first.origin, 'http://localhost:3002');
  await first.close();
  const second = await startIdentity(read(START), silent);
  await second.close();
});

test('a database that is away, or of a kind we do not know, is said in one sentence', async () => {
  for (const url of ['postgres://nobody@127.0.0.1:1/none', 'mysql://x']) {
    await assert.rejects(
      startIdentity(read({ ...START, IDENTITY_DATABASE_URL: url }), silent),
      (error: Error) => error instanceof SettingsError && /IDENTITY_DATABASE_URL/.test(error.message),
    );
  }
});
