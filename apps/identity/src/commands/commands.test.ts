import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SettingsError } from '@surety/web';
import { readIdentityConfig } from '../config.ts';
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
