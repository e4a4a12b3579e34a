import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsOnFreePorts } from '../../../tools/src/start/free-ports.ts';
import type { Settings } from './surety.ts';

const ENTRY = fileURLToPath(new URL('../../../tools/src/run.mjs', import.meta.url));

/**
 * Starts identity alone, in a process and a data folder of its own, as `npm run identity` does.
 * @param given settings, or what makes them of those that name its ports
 * @returns where browsers and clients that insist on TLS find it, and the file that tells them whom to trust.
 */
export async function startIdentity(
  given: Settings | ((ports: Settings) => Settings),
): Promise<{ origin: string; tlsOrigin: string; localCa: string; stop(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'surety-identity-'));
  const free = await settingsOnFreePorts(data);
  const settings = typeof given === 'function' ? given(free.settings) : given;
  const environment = { ...process.env, ...free.settings, LOG_LEVEL: 'info', ...settings };
  const child = spawn(process.execPath, [ENTRY, 'identity'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('"listening"')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`identity ended with ${code}: ${output}`)));
  });
  return {
    origin: free.origins.identity,
    tlsOrigin: `https://localhost:${free.settings.TLS_PORT}`,
    localCa: join(data, 'tls', 'ca.pem'),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
