import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settingsOnFreePorts } from './free-ports.ts';

test('an app that is told to stop says so while it still answers, and ends well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-drain-'));
  const { settings, origins } = await settingsOnFreePorts(folder);
  const main = fileURLToPath(new URL('../../../apps/api/src/main.ts', import.meta.url));
  const env = { ...process.env, ...settings, LOG_LEVEL: 'warn', DRAIN_SECONDS: '1' };
  const api = spawn(process.execPath, [main], { env, stdio: 'inherit' });
  const ready = async () => {
    const response = await fetch(`${origins.api}/health/ready`).catch(() => undefined);
    return response && { code: response.status, ...((await response.json()) as { status: string }) };
  };
  while ((await ready())?.code !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
  const exited = once(api, 'exit');
  api.kill('SIGTERM');
  let answer = await ready();
  while (answer?.code === 200) answer = await ready();
  assert.deepEqual(answer, { code: 503, status: 'stopping' });
  assert.equal((await fetch(`${origins.api}/health`)).status, 200);
  assert.deepEqual(await exited, [0, null]);
  rmSync(folder, { recursive: true });
});
