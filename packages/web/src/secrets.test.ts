import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { secretFromDataFolder } from './secrets.ts';
import { SettingsError } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-secrets-'));
after(() => rmSync(folder, { recursive: true }));

test('makes a secret once and finds it again', () => {
  const first = secretFromDataFolder(folder, 'portal-client-secret');
  assert.equal(first.length, 43);
  assert.equal(secretFromDataFolder(folder, 'portal-client-secret'), first);
  assert.notEqual(secretFromDataFolder(folder, 'another'), first);
});

test('keeps the secret for its owner alone and leaves no drafts behind', () => {
  secretFromDataFolder(folder, 'private');
  assert.equal(statSync(join(folder, 'secrets', 'private')).mode & 0o077, 0);
  assert.deepEqual(
    readdirSync(join(folder, 'secrets')).filter((name) => name.includes('.')),
    [],
  );
});

test('names DATA_DIR when the folder cannot be written', () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  assert.throws(
    () => secretFromDataFolder(file, 'x'),
    (error: Error) => error instanceof SettingsError && error.message.includes('DATA_DIR'),
  );
});
