import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { after, test } from 'node:test';
import { isStillProven } from '../../accounts/account.ts';
import { createAccountRepository } from '../../accounts/account-repository.ts';
import { createPasswords } from '../../accounts/passwords.ts';
import { readIdentityConfig } from '../../config.ts';
import { openIdentityDatabase } from '../../open-database.ts';
import { UsageError } from '../command.ts';
import { helpFor, runCommand } from '../run-command.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'surety-users-'));
const config = readIdentityConfig({ DATA_DIR });
const db = await openIdentityDatabase(config.databaseUrl);
after(async () => {
  await db.destroy();
  rmSync(DATA_DIR, { recursive: true });
});

/** Runs a command beside the open database, as beside a running server. */
function run(line: string, input = ''): Promise<string> {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  return runCommand(line.split(' '), config, { input: Readable.from([input]), output, note: () => {} });
}

const credentialOf = (email: string) => createAccountRepository(db).findCredential(email);

test('create makes a password, shows it once and never again', async () => {
  const said = await run('users create Eve@Demo.example');
  const [, password = ''] = /shown this once: (\S+)$/.exec(said) ?? [];
  const { passwordHash } = (await credentialOf('eve@demo.example')) ?? {};
  assert.equal(await createPasswords().isRight(passwordHash, password), true);
  assert.doesNotMatch(await run('users show eve@demo.example'), new RegExp(`${password}|argon2`));
  await assert.rejects(run('users create eve@demo.example'), /has an account already/);
});

test('set gives attributes, also one that no user flow collects, or says what is wrong and changes nothing', async () => {
  await run('users create roy@demo.example --no-password');
  const set = 'users set roy@demo.example --attribute';
  assert.match(await run(`${set} extension_Roles=staff --attribute city=Graz`), /extension_Roles, city set/);
  const attributesOf = async () => (await credentialOf('roy@demo.example'))?.account.attributes;
  assert.deepEqual(await attributesOf(), { extension_Roles: 'staff', city: 'Graz' });
  await assert.rejects(
    run(`${set} city=Linz --attribute extension_Rolls=x`),
    /no such attribute.*\nNothing was changed/,
  );
  await run(`${set} extension_Roles=`);
  assert.deepEqual(await attributesOf(), { city: 'Graz' });
  await run('users delete roy@demo.example --yes');
});

test('create and password take a password from the standard input, and hold it to the rule', async () => {
  const said = await run('users create fay@demo.example --password-stdin', 'Quiet-Harbour-77\n');
  assert.doesNotMatch(said, /Quiet/);
  assert.equal(
    await createPasswords().isRight((await credentialOf('fay@demo.example'))?.passwordHash, 'Quiet-Harbour-77'),
    true,
  );
  await assert.rejects(run('users password fay@demo.example --password-stdin', 'short'), /Nothing was changed/);
  const { account: before } = (await credentialOf('fay@demo.example')) ?? {};
  assert.match(await run('users password fay@demo.example'), /signed out everywhere.\nPassword, shown this once: /);
  const { account: after } = (await credentialOf('fay@demo.example')) ?? {};
  assert.ok(Number(after?.refreshTokensValidFrom) > Number(before?.refreshTokensValidFrom));
});

test('create gives attributes at once, or says what is wrong and makes nothing', async () => {
  await run('users create ivy@demo.example --no-password --attribute given_name=Ivy --attribute extension_Roles=staff');
  assert.match(await run('users show ivy@demo.example'), /given_name +Ivy\nextension_Roles +staff/);
  await run('users delete ivy@demo.example --yes');
  await assert.rejects(run('users create jay@demo.example --attribute shoe=43'), /shoe: the tenant has no such/);
  await assert.rejects(run('users show jay@demo.example'), /Nobody has an account/);
});

test('an account may be without a password until its person chooses one', async () => {
  await run('users create gus@demo.example --no-password');
  assert.match(await run('users show gus@demo.example'), /password +none/);
});

test('another password is asked for by set, create and password, and no longer when told so', async () => {
  await run('users create kit@demo.example --no-password');
  const isMarked = async () => (await credentialOf('kit@demo.example'))?.account.mustChangePassword === true;
  const { account: before } = (await credentialOf('kit@demo.example')) ?? {};
  assert.match(
    await run('users set kit@demo.example --force-change yes'),
    /has to be changed at the next sign-in\. Their/,
  );
  const { account: after } = (await credentialOf('kit@demo.example')) ?? {};
  assert.ok(Number(after?.refreshTokensValidFrom) > Number(before?.refreshTokensValidFrom));
  assert.equal(await isMarked(), true);
  await run('users set kit@demo.example --force-change no');
  assert.equal(await isMarked(), false);
  assert.match(await run('users password kit@demo.example --force-change'), /has to be changed at the next sign-in/);
  assert.equal(await isMarked(), true);
  assert.match(await run('users show kit@demo.example'), /password +set; to be changed at the next sign-in/);
  await run('users password kit@demo.example');
  assert.equal(await isMarked(), false);
  await run('users delete kit@demo.example --yes');
  await run('users create kit@demo.example --force-change');
  assert.equal(await isMarked(), true);
  await assert.rejects(run('users set kit@demo.example --force-change maybe'), UsageError);
  await run('users delete kit@demo.example --yes');
});

test('a user name is given, found, shown and taken away, and is one person’s', async () => {
  await run('users create lea@demo.example --no-password --user-name Lea.Demo');
  await run('users create lia@demo.example --no-password');
  assert.match(await run('users show LEA.demo'), /user name +lea\.demo/);
  assert.match(await run('users list --search lea.d'), /lea@demo\.example +lea\.demo/);
  await assert.rejects(
    run('users create leo@demo.example --no-password --user-name lea.demo'),
    /Somebody has the user name/,
  );
  await assert.rejects(run('users set lia@demo.example --user-name LEA.demo'), /Nothing was changed/);
  await assert.rejects(run('users set lia@demo.example --user-name lía'), UsageError);
  assert.match(await run('users set lia@demo.example --user-name lia --attribute city=Graz'), /city, user name set/);
  assert.match(await run('factors remove lia'), /lia@demo\.example has no second factor/);
  await run('users set lia --user-name ');
  await assert.rejects(run('users show lia'), /Nobody has an account with the user name/);
  await run('users delete lea.demo --yes');
  await run('users delete lia@demo.example --yes');
});

test('list pages through accounts by address, searches and filters', async () => {
  await run('users disable fay@demo.example');
  const first = await run('users list --limit 2');
  assert.match(first, /eve@demo\.example[\s\S]*fay@demo\.example +disabled[\s\S]*3 in all; the next page: --after fay/);
  assert.match(await run('users list --after fay@demo.example'), /gus@demo\.example[\s\S]*3 in all$/);
  assert.doesNotMatch(await run('users list --search EVE'), /gus/);
  assert.match(await run('users list --search %'), /\n\n0 in all$/);
  const disabled = JSON.parse(await run('users list --disabled --json'));
  assert.deepEqual(
    disabled.map(({ email }: { email: string }) => email),
    ['fay@demo.example'],
  );
  await run('users enable fay@demo.example');
  assert.match(await run('users list --disabled'), /\n\n0 in all$/);
});

test('what was opened before an account was disabled stays dead when it is enabled again', async () => {
  await run('users create hal@demo.example');
  const provenAt = Date.now();
  const isProven = async () => {
    const account = (await credentialOf('hal@demo.example'))?.account;
    return account && isStillProven(account, provenAt);
  };
  assert.equal(await isProven(), true);
  while (Date.now() === provenAt) await new Promise(setImmediate);
  await run('users disable hal@demo.example');
  await run('users enable hal@demo.example');
  assert.equal(await isProven(), false);
  assert.match(await run('users disable hal@demo.example'), /is disabled/);
  await run('users delete hal@demo.example --yes');
});

test('delete says what it would do, and does it only when told twice', async () => {
  await assert.rejects(run('users delete gus@demo.example'), /Nothing was deleted; say --yes/);
  assert.match(await run('users delete gus@demo.example --yes'), /was deleted/);
  await assert.rejects(run('users show gus@demo.example'), /Nobody has an account/);
});

test('what was done to people stands in the audit, which is proven, exported, and outlives them', async () => {
  assert.match(await run('audit verify'), /^\d+ events of \d+ accounts, intact\.$/);
  const chunks: string[] = [];
  const output = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  assert.equal(await runCommand(['audit', 'export'], config, { input: process.stdin, output, note: () => {} }), '');
  const events = chunks
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).event as string);
  for (const name of ['account-created', 'account-disabled', 'account-enabled', 'account-deleted'])
    assert.ok(events.includes(name), name);
});

test('what is not understood says so with the usage, and does nothing', async () => {
  for (const line of [
    'users show',
    'users show a b',
    'users show nobödy',
    'users list --limit 0',
    'users list --color',
    'users list --limit',
    'users',
    'users dance',
  ])
    await assert.rejects(
      run(line),
      (error) => error instanceof UsageError && /npm run identity -- users/.test(error.message),
      line,
    );
});

test('every command explains itself', () => {
  assert.match(helpFor(['--help']) ?? '', /users import|users list[\s\S]*keys rotate|Exit codes/);
  assert.match(helpFor(['users', '--help']) ?? '', /users list[\s\S]*users delete/);
  assert.doesNotMatch(helpFor(['users', '--help']) ?? '', /keys rotate/);
  assert.match(helpFor(['users', 'list', '-h']) ?? '', /^Usage: npm run identity -- users list[\s\S]*--search TEXT/);
  assert.equal(helpFor(['users', 'list']), undefined);
});
