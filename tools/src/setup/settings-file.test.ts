import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseEnv } from 'node:util';
import { readSettingsFile, writeSettingsFile } from './settings-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-settings-'));
after(() => rmSync(folder, { recursive: true }));

test('any secret reads back as it was written, here and by Node itself', () => {
  const file = join(folder, 'secrets.env');
  const settings = { PLAIN: 'abC8Q~x.y-z_1', HASH: '[6g#XA5 20@MN]$', QUOTE: "it's#this" };
  writeSettingsFile(file, settings);
  assert.deepEqual(readSettingsFile(file), settings);
  assert.deepEqual({ ...parseEnv(readFileSync(file, 'utf8')) }, settings);
});

test('a setting that is there is written in its place, once, and the file stays its owner’s', () => {
  const file = join(folder, 'twice.env');
  writeSettingsFile(file, { ONE: 'a', TWO: 'b' });
  writeSettingsFile(file, { ONE: 'c', THREE: 'd' });
  assert.equal(readFileSync(file, 'utf8'), 'ONE=c\nTWO=b\nTHREE=d\n');
  assert.equal(statSync(file).mode & 0o777, 0o600);
});
