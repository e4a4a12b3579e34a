import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLogger, secretFromDataFolder, systemClock, systemRandom } from '@surety/web';
import { openApiDatabase } from '../../../apps/api/src/database.ts';
import { createRepositories } from '../../../apps/api/src/repositories.ts';
import { seedDemoPeople } from '../../../apps/api/src/seed/demo-people.ts';
import { startIdentity } from '../../../apps/identity/src/app.ts';
import { readIdentityConfig } from '../../../apps/identity/src/config.ts';
import { restoreBackup } from '../restore/restore-backup.ts';
import { onServer } from '../testing/on-server.ts';
import { takeBackup } from './take-backup.ts';

const writer = fileURLToPath(new URL('../../../apps/api/src/testing/writing-child.ts', import.meta.url));
const server = process.env.TEST_POSTGRES_URL;
const place = mkdtempSync(join(tmpdir(), 'surety-backup-'));
after(() => rmSync(place, { recursive: true }));

/** The demo's policies; answers who owns the first of them. */
async function seed(address: string): Promise<{ id: string; number: string }> {
  const db = await openApiDatabase(address);
  const services = { db, clock: systemClock, random: systemRandom, ...createRepositories(db) };
  await seedDemoPeople(services);
  const [policy] = await db
    .selectFrom('api_policy')
    .select(['policyholder_id', 'number'])
    .where('number', '=', 'SUR-100001')
    .execute();
  await db.destroy();
  assert.ok(policy);
  return { id: policy.policyholder_id, number: policy.number };
}

/** Changes beneficiaries without a pause while `work` goes on; answers how many changes were acknowledged before it began. */
async function whileWriting(address: string, work: () => Promise<void>): Promise<number> {
  const { id, number } = await seed(address);
  const child = spawn(process.execPath, [writer, address, id, number], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  while (said.split('\n').length < 20) await once(child.stdout, 'data');
  const acknowledged = said.split('\n').length - 1;
  await work();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return acknowledged;
}

describe('a backup', () => {
  const folder = join(place, 'data');
  const environment = { DATA_DIR: folder, BACKUP_PASSPHRASE: 'a passphrase that nobody guesses' };
  const file = join(place, 'surety.backup');
  const secret = () => readFileSync(join(folder, 'secrets', 'identity-secret'), 'utf8');
  let acknowledged = 0;

  before(async () => {
    secretFromDataFolder(folder, 'identity-secret');
    const config = readIdentityConfig({
      DATA_DIR: folder,
      IDENTITY_PORT: '0',
      TLS_PORT: '0',
      SMTP_URL: 'smtp://127.0.0.1:9',
    });
    await (await startIdentity(config, createLogger('identity', 'silent'))).close();
    acknowledged = await whileWriting(`sqlite:${join(folder, 'api.db')}`, async () => {
      await takeBackup({ file, environment, now: new Date() });
    });
  });

  test('that was taken while the api wrote comes back elsewhere: sound, with an intact audit and every secret', async () => {
    const there = { ...environment, DATA_DIR: join(place, 'restored') };
    const { manifest, audit } = await restoreBackup({ file, environment: there });
    assert.deepEqual(Object.keys(manifest.databases).sort(), ['api', 'identity']);
    assert.ok(
      audit?.intact && audit.events >= acknowledged,
      `${acknowledged} changes were acknowledged before it began`,
    );
    assert.equal(readFileSync(join(there.DATA_DIR, 'secrets', 'identity-secret'), 'utf8'), secret());
    assert.ok(manifest.files[join('tls', 'ca.pem')], 'and the local CA');
    const config = readIdentityConfig({
      DATA_DIR: there.DATA_DIR,
      IDENTITY_PORT: '0',
      TLS_PORT: '0',
      SMTP_URL: 'smtp://127.0.0.1:9',
    });
    await (await startIdentity(config, createLogger('identity', 'silent'))).close();
  });

  test('is for its owner alone, and shows nothing without its passphrase', async () => {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(!readFileSync(file).includes('SQLite format'));
    const there = join(place, 'locked');
    await assert.rejects(restoreBackup({ file, environment: { DATA_DIR: there } }), /has a passphrase/);
    const wrong = { DATA_DIR: there, BACKUP_PASSPHRASE: 'a wrong one' };
    await assert.rejects(restoreBackup({ file, environment: wrong }), /passphrase is wrong, or the file was changed/);
  });

  test('overwrites nothing, neither when it is taken nor when it comes back', async () => {
    await assert.rejects(takeBackup({ file, environment, now: new Date() }), /is there already/);
    await assert.rejects(restoreBackup({ file, environment }), /is not empty/);
  });

  test('that was changed or cut is refused, also without a passphrase', async () => {
    const plain = join(place, 'plain.backup');
    await takeBackup({ file: plain, environment: { DATA_DIR: folder }, now: new Date() });
    assert.equal(statSync(plain).mode & 0o777, 0o600);
    for (const [name, change] of [
      [
        'bit',
        (bytes: Buffer) =>
          bytes.fill(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1),
      ],
      ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 2_000)],
      ['other', () => Buffer.from('a letter to somebody')],
    ] as const) {
      const changed = join(place, `${name}.backup`);
      cpSync(plain, changed);
      writeFileSync(changed, change(readFileSync(plain)));
      const there = { DATA_DIR: join(place, `from-${name}`) };
      await assert.rejects(restoreBackup({ file: changed, environment: there }), { name: 'Cannot' }, name);
    }
  });
});

if (server !== undefined) {
  test('of PostgreSQL is taken by pg_dump while the api writes, and comes back into an empty database', async () => {
    const [from, to] = ['from', 'to'].map(() => `surety_backup_${randomBytes(6).toString('hex')}`);
    const urlOf = (name = '') => Object.assign(new URL(server), { pathname: `/${name}` }).href;
    for (const name of [from, to]) await onServer(server, `create database ${name}`);
    const file = join(place, 'postgres.backup');
    const source = { DATA_DIR: join(place, 'nothing'), API_DATABASE_URL: urlOf(from) };
    const acknowledged = await whileWriting(urlOf(from), async () => {
      await takeBackup({ file, environment: source, now: new Date() });
    });
    const there = { DATA_DIR: join(place, 'postgres'), API_DATABASE_URL: urlOf(to) };
    const { audit } = await restoreBackup({ file, environment: there });
    assert.ok(audit?.intact && audit.events >= acknowledged);
    const again = { ...there, DATA_DIR: join(place, 'again') };
    await assert.rejects(restoreBackup({ file, environment: again }), /The database of api is not empty/);
    for (const name of [from, to]) await onServer(server, `drop database ${name} with (force)`);
  });
}
