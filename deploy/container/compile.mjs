// Run while the image is built: starts each app once, so that what V8 compiles is in the image and no start waits for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST_SECONDS = 30;
const APPS = [
  { name: 'identity', port: 3002 },
  { name: 'api', port: 3001 },
  { name: 'portal', port: 3000 },
];

for (const { name, port } of APPS) {
  const data = mkdtempSync(join(tmpdir(), 'surety-'));
  const env = {
    ...process.env,
    DATA_DIR: data,
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: '--max-semi-space-size=2',
    NODE_COMPILE_CACHE: join(process.cwd(), 'node_modules', '.cache', 'node'),
  };
  const app = spawn(process.execPath, ['tools/src/run.mjs', name], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const exited = once(app, 'exit');
  if (!(await isLive(port))) throw new Error(`${name} did not start`);
  app.kill('SIGTERM');
  await exited;
  rmSync(data, { recursive: true });
}

async function isLive(port) {
  const giveUpAt = Date.now() + MOST_SECONDS * 1000;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`http://localhost:${port}/health/live`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
