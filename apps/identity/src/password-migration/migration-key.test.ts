import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SettingsError } from '@surety/web';
import { runCommand } from '../commands/run-command.ts';
import { readIdentityConfig } from '../config.ts';
import { readMigrationKey } from './migration-key.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'surety-migration-'));
after(() => rmSync(DATA_DIR, { recursive: true }));

const ON = {
  MIGRATION_ENDPOINT: 'true',
  MIGRATION_ISSUER: 'https://contoso.ciamlogin.com/11111111-2222-4333-8444-000000000009/v2.0',
  MIGRATION_AUDIENCE: 'cccccccc-0000-4000-8000-000000000001',
};
const read = (environment: Record<string, string>) => readIdentityConfig({ DATA_DIR, ...environment });

test('the key is made once, for its owner alone', () => {
  const key = readMigrationKey({ dataFolder: DATA_DIR });
  assert.ok(readMigrationKey({ dataFolder: DATA_DIR }).equals(key));
  assert.equal(statSync(join(DATA_DIR, 'secrets', 'migration-key.pem')).mode & 0o077, 0);
});

test('a configured key has to be there, and an RSA key that is long enough', () => {
  const keyFile = join(DATA_DIR, 'mine.pem');
  const refused = (error: Error) => error instanceof SettingsError && /MIGRATION_KEY_FILE/.test(error.message);
  assert.throws(() => readMigrationKey({ dataFolder: DATA_DIR, keyFile }), refused);
  const { privateKey: short } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const key of [short, curve]) {
    writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem' }));
    assert.throws(() => readMigrationKey({ dataFolder: DATA_DIR, keyFile }), refused);
  }
});

test('keys migration prints a certificate of that key, ready for the manifest, and nothing private', async () => {
  const said = await runCommand(['keys', 'migration'], read(ON));
  const key = readMigrationKey({ dataFolder: DATA_DIR });
  const certificate = new X509Certificate(said);
  assert.ok(certificate.publicKey.equals(createPublicKey(key)));
  const manifest = JSON.parse(said.slice(said.indexOf('{')));
  const [credential] = manifest.keyCredentials;
  assert.equal(credential.key, certificate.raw.toString('base64'));
  assert.deepEqual([credential.type, credential.usage], ['AsymmetricX509Cert', 'Encrypt']);
  assert.equal(manifest.tokenEncryptionKeyId, credential.keyId);
  assert.doesNotMatch(said, /PRIVATE/);
});

test('keys migration says so where the endpoint is off', async () => {
  await assert.rejects(runCommand(['keys', 'migration'], read({})), /MIGRATION_ENDPOINT/);
});

test('the endpoint is off by itself, and on only for one tenant that is named', () => {
  assert.equal(read({}).passwordMigration, undefined);
  assert.deepEqual(read(ON).passwordMigration, {
    issuer: ON.MIGRATION_ISSUER,
    audience: ON.MIGRATION_AUDIENCE,
    dataFolder: DATA_DIR,
  });
  for (const name of ['MIGRATION_ISSUER', 'MIGRATION_AUDIENCE'])
    assert.throws(() => read({ ...ON, [name]: '' }), new RegExp(`The setting ${name} is missing`));
  assert.throws(() => read({ ...ON, MIGRATION_ISSUER: 'http://contoso.ciamlogin.com/v2.0' }), /MIGRATION_ISSUER/);
});
