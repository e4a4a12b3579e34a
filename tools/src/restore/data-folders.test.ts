import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { secretFromDataFolder } from '@surety/web';
import { dataStores } from '../data/data-stores.ts';

const program = fileURLToPath(new URL('../run.mjs', import.meta.url));
const SECRETS = {
  identity: 'identity-secret',
  portal: 'portal-session-secret',
  shared: 'portal-client-secret',
} as const;

describe('where each app has a data folder of its own, as in containers', () => {
  const place = mkdtempSync(join(tmpdir(), 'surety-folders-'));
  const temporary = join(place, 'tmp');
  after(() => rmSync(place, { recursive: true }));

  const foldersBelow = (root: string) => ({
    IDENTITY_DATA_DIR: join(root, 'identity'),
    API_DATA_DIR: join(root, 'api'),
    PORTAL_DATA_DIR: join(root, 'portal'),
    SHARED_DATA_DIR: join(root, 'shared'),
  });
  const source = foldersBelow(join(place, 'source'));
  const run = (words: readonly string[], environment: Record<string, string>, input?: Buffer) =>
    spawnSync(process.execPath, [program, ...words], {
      env: { PATH: process.env.PATH, TMPDIR: temporary, BACKUP_PASSPHRASE: 'nobody guesses it', ...environment },
      ...(input && { input }),
    });
  let backup = Buffer.alloc(0);

  before(async () => {
    mkdirSync(temporary);
    for (const { open, address } of dataStores(source)) await (await open(address)).destroy();
    for (const [home, name] of Object.entries(SECRETS)) secretFromDataFolder(join(place, 'source', home), name);
    mkdirSync(join(source.IDENTITY_DATA_DIR, 'tls'));
    writeFileSync(join(source.IDENTITY_DATA_DIR, 'tls', 'ca.pem'), 'a certificate');
    const { status, stdout, stderr } = run(['backup', '-'], source);
    assert.equal(status, 0, String(stderr));
    backup = stdout;
  });

  test('one backup holds all of them, and each thing comes back into the folder where its app looks for it', () => {
    const root = join(place, 'there');
    const there = foldersBelow(root);
    // The roots of volumes are there already, and belong to a file system.
    for (const folder of Object.values(there)) mkdirSync(join(folder, 'lost+found'), { recursive: true });
    const { status, stdout, stderr } = run(['restore', '-'], there, backup);
    assert.equal(status, 0, String(stderr));
    assert.match(String(stdout), /Audit: 0 events of 0 policyholders, intact/);
    for (const [home, name] of Object.entries(SECRETS)) {
      assert.equal(
        secretFromDataFolder(join(root, home), name),
        secretFromDataFolder(join(place, 'source', home), name),
      );
      assert.deepEqual(readdirSync(join(root, home, 'secrets')), [name]);
      assert.equal(statSync(join(root, home, 'secrets', name)).mode & 0o777, 0o600);
    }
    for (const app of ['identity', 'api', 'portal']) assert.ok(existsSync(join(root, app, `${app}.db`)), app);
    assert.ok(existsSync(join(root, 'identity', 'tls', 'ca.pem')));
    const left = readdirSync(temporary).filter((name) => name !== 'node-compile-cache');
    assert.deepEqual(left, [], 'no copy of the secrets is left behind');
  });

  test('it comes back into one folder for all as well', () => {
    const folder = join(place, 'one');
    const { status, stderr } = run(['restore', '-'], { DATA_DIR: folder }, backup);
    assert.equal(status, 0, String(stderr));
    assert.deepEqual(readdirSync(folder).sort(), ['api.db', 'identity.db', 'portal.db', 'secrets', 'tls']);
    assert.deepEqual(readdirSync(join(folder, 'secrets')).sort(), Object.values(SECRETS).sort());
  });

  test('it is refused when one of the folders holds something, and the others stay empty', () => {
    const root = join(place, 'taken');
    const there = foldersBelow(root);
    mkdirSync(there.API_DATA_DIR, { recursive: true });
    writeFileSync(join(there.API_DATA_DIR, 'api.db'), 'somebody lives here');
    const { status, stderr } = run(['restore', '-'], there, backup);
    assert.equal(status, 1);
    assert.match(String(stderr), /taken.api is not empty \(api\.db\)/);
    assert.deepEqual(readdirSync(root), ['api']);
  });

  test('a backup that fails writes nothing to the standard output', () => {
    const { status, stdout, stderr } = run(['backup', '-'], { DATA_DIR: join(place, 'nowhere') });
    assert.equal(status, 1);
    assert.equal(stdout.length, 0);
    assert.match(String(stderr), /There are no databases in/);
  });
});
