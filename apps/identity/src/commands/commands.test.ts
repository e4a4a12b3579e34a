import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { SettingsError, systemClock } from '@surety/web';
import { parse } from 'yaml';
import { createAccountRepository } from '../accounts/account-repository.ts';
import { DEMO_PEOPLE, seedDemoPeople } from '../accounts/demo-people.ts';
import { readIdentityConfig } from '../config.ts';
import { createPasskeyRepository } from '../factors/passkey-repository.ts';
import { createRecoveryCodeRepository } from '../factors/recovery-code-repository.ts';
import { createInbox } from '../inbox/inbox.ts';
import { openIdentityDatabase } from '../open-database.ts';
import { runCommand } from './run-command.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'surety-commands-'));
after(() => rmSync(DATA_DIR, { recursive: true }));

const configOf = (environment: Record<string, string> = {}) => readIdentityConfig({ DATA_DIR, ...environment });

test('an unknown command is refused with those that there are', async () => {
  await assert.rejects(runCommand(['cat'], configOf()), (error: Error) => {
    return error instanceof SettingsError && /"cat"[\s\S]*npm run identity -- ca/.test(error.message);
  });
});

test('ca makes the CA before the first start and says how each kind of client trusts it', async () => {
  const said = await runCommand(['ca'], configOf({ TLS_HOST_NAMES: 'localhost,contoso.b2clogin.com:8443' }));
  const [file = ''] = said.split('\n');
  assert.equal(file, join(DATA_DIR, 'tls', 'ca.pem'));
  assert.ok(existsSync(file));
  for (const word of ['NODE_EXTRA_CA_CERTS', 'Python', '.NET', 'keytool', '--cacert', 'Firefox'])
    assert.ok(said.includes(word), word);
  assert.match(said, /127\.0\.0\.1 contoso\.b2clogin\.com\n/);
});

test('ca says so when the TLS door is off', async () => {
  await assert.rejects(runCommand(['ca'], configOf({ TLS_PORT: 'off' })), /TLS_PORT/);
});

test('keys rotate makes the next key while another process goes on signing with the present one', async () => {
  const config = configOf();
  const before = await runCommand(['keys', 'list'], config);
  const [, present = ''] = before.split('\n');
  assert.match(present, /^[\w-]{43} {2}signs /);
  const said = await runCommand(['keys', 'rotate'], config);
  const [, kid = ''] = /^Key ([\w-]{43}) was made/.exec(said) ?? [];
  const lines = (await runCommand(['keys', 'list'], config)).split('\n').slice(1);
  assert.deepEqual(
    lines.map((line) => line.replace(/^([\w-]+) {2}(\S+ ?\w*) .*$/, '$1 $2').trim()),
    [`${kid} signs next`, `${present.slice(0, 43)} signs`],
  );
});

test('keys never shows a private key', async () => {
  assert.doesNotMatch(await runCommand(['keys', 'list'], configOf()), /PRIVATE|sealed/);
});

test('flows and apps list the tenant that runs, without its secrets', async () => {
  const config = configOf({ PORTAL_CLIENT_SECRET: 'a-secret-that-nobody-sees' });
  assert.match(await runCommand(['flows', 'list'], config), /^B2C_1_signupsignin1_mfa +sign-up-and-sign-in /m);
  const apps = await runCommand(['apps', 'list'], config);
  assert.match(apps, /^7c0ffee0-0000-4000-8000-0000000000b1 +web +Surety +http/m);
  assert.doesNotMatch(apps, /a-secret/);
});

test('flows lists the tenant of a file, and says what is wrong with it', async () => {
  const TENANT_FILE = join(DATA_DIR, 'tenant.yaml');
  const name = 'contoso.onmicrosoft.com';
  const tenant = { id: '11111111-2222-4333-8444-555555555555', name, userFlows: [], applications: [] };
  const withFlow = { ...tenant, userFlows: [{ name: 'B2C_1_mine', kind: 'sign-in' }] };
  writeFileSync(TENANT_FILE, JSON.stringify(withFlow));
  assert.match(await runCommand(['flows', 'list'], configOf({ TENANT_FILE })), /^B2C_1_mine /m);
  writeFileSync(TENANT_FILE, JSON.stringify({ ...tenant, name: 'a/b' }));
  await assert.rejects(runCommand(['flows', 'list'], configOf({ TENANT_FILE })), /tenant\.yaml, line 1: name/);
});

test('factors remove takes a lost app off an account and tells the person', async () => {
  const config = configOf();
  const db = await openIdentityDatabase(config.databaseUrl);
  await seedDemoPeople({ db, accounts: createAccountRepository(db), clock: systemClock, secret: config.secret });
  const carla = DEMO_PEOPLE.find(({ appSecret }) => appSecret !== undefined);
  assert.ok(carla);
  const passkeys = createPasskeyRepository(db);
  const passkey = { credentialId: 'k', name: 'Key', publicKey: '', counter: 0, transports: [], enrolledAt: new Date() };
  const codes = createRecoveryCodeRepository(db);
  await inTransaction(db, async (transaction) => {
    await passkeys.add(transaction, { ...passkey, accountId: carla.id, deviceType: 'singleDevice' });
    await codes.replace(transaction, carla.id, ['a hash']);
  });
  assert.match(await runCommand(['users', 'show', carla.email], config), /authenticator-app, passkey/);
  assert.match(await runCommand(['factors', 'remove', carla.email.toUpperCase()], config), /was removed/);
  assert.deepEqual([await passkeys.list(carla.id), await codes.count(carla.id)], [[], 0]);
  assert.match(await runCommand(['factors', 'remove', carla.email], config), /has no second factor/);
  const [mail] = await createInbox({ db, clock: systemClock }).list();
  assert.deepEqual([mail?.to, mail?.subject], [carla.email, 'The second factor of your account was removed']);
  await db.destroy();
});

test('factors remove says when nobody has the address, or it is none', async () => {
  await assert.rejects(runCommand(['factors', 'remove', 'nobody@demo.example'], configOf()), /Nobody has an account/);
  await assert.rejects(runCommand(['factors', 'remove'], configOf()), /factors remove ADDRESS/);
});

test('flows show and apps show print everything that is set, and never a secret', async () => {
  const config = configOf({ PORTAL_CLIENT_SECRET: 'a-secret-that-nobody-sees' });
  assert.match(await runCommand(['flows', 'show', 'b2c_1_signupsignin1_MFA'], config), /^ {2}enforcement: always$/m);
  await assert.rejects(runCommand(['flows', 'show', 'B2C_1_none'], config), /B2C_1_signupsignin1_mfa/);
  const app = await runCommand(['apps', 'show', '7C0FFEE0-0000-4000-8000-0000000000B1'], config);
  assert.match(app, /redirectUris:\n +- http[\s\S]*secrets: 1 \(not shown\)/);
  const all = await runCommand(['apps', 'list', '--json'], config);
  assert.doesNotMatch(app + all, /a-secret/);
});

test('apps create prints what a tenant file takes, and refuses what it would not take', async () => {
  const create = (...words: string[]) => runCommand(['apps', 'create', ...words], configOf());
  const printed = await create('--name', 'Shop', '--redirect-uri', 'https://shop.example/cb');
  const [application] = parse(`applications:\n${printed}`).applications;
  assert.deepEqual([application.name, application.kind, application.secrets.length], ['Shop', 'web', 1]);
  assert.doesNotMatch(await create('--name', 'Page', '--kind', 'single-page'), /secrets/);
  await assert.rejects(create(), /--name is missing/);
  await assert.rejects(create('--name', 'Shop', '--redirect-uri', 'http://shop.example'), /redirectUris\.0: use https/);
  await assert.rejects(create('--name', 'Shop', '--scope', 'https://a.example/none'), /no application exposes this/);
});
