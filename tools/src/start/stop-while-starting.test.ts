import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../run.mjs', import.meta.url));

for (const app of ['portal', 'api', 'identity']) {
  test(`${app} told to stop while it still starts ends at once and well, also as the first process of a container`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'surety-stop-'));
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = `postgres://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/none`;
    const child = spawn(process.execPath, [ENTRY, app], {
      stdio: 'ignore',
      env: { ...process.env, DATA_DIR: folder, [`${app.toUpperCase()}_DATABASE_URL`]: address, TLS_PORT: 'off' },
    });
    await once(silent, 'connection');
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null], 'the signal was heard, not the end of the process by it');
    silent.close();
    rmSync(folder, { recursive: true });
  });
}
