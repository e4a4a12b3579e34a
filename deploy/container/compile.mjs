// Run while the image is built: starts each app once, so that what V8 compiles is in the image and no start waits for it.
// Node keeps it apart for each user; whom the image runs as is the one who shall find it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST_SECONDS = 30;
const CACHE = join(process.cwd(), 'node_modules', '.cache', 'node');
/** As the image's `USER` line says. */
const USER = 65532;
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
    NODE_COMPILE_CACHE: CACHE,
  };
  const app = spawn(process.execPath, ['tools/src/run.mjs', name], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const exited = once(app, 'exit');
  if (!(await isLive(port))) throw new Error(`${name} did not start`);
  app.kill('SIGTERM');
  await exited;
  rmSync(data, { recursive: true });
}

for (const folder of readdirSync(CACHE).filter((name) => name.endsWith(`-${process.getuid()}`))) {
  const its = join(CACHE, folder.replace(/\d+$/, String(USER)));
  renameSync(join(CACHE, folder), its);
  chmodSync(its, 0o755);
  for (const file of readdirSync(its)) chmodSync(join(its, file), 0o644);
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
