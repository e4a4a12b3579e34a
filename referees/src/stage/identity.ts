import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localCaFile } from '../../../apps/identity/src/tls/local-ca.ts';
import { settingsOnFreePorts } from '../../../tools/src/start/free-ports.ts';
import { type ApplicationOrigins, tenantFile } from './tenant.ts';

const ENTRY = fileURLToPath(new URL('../../../tools/src/run.mjs', import.meta.url));

/** Identity as a team starts it for their own tenant, and the places of the applications that use it. */
export type Identity = {
  /** Where browsers find it without TLS. */
  origin: string;
  /** Where clients find it that insist on TLS; also in the issuer. */
  tlsOrigin: string;
  /** Certificate of the CA that clients have to trust. */
  caFile: string;
  applications: ApplicationOrigins;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
};

/** Starts identity on free ports, with an empty data folder and the tenant of the referees. */
export async function startIdentity(singlePage: string): Promise<Identity> {
  const data = mkdtempSync(join(tmpdir(), 'surety-referees-'));
  const { settings, origins } = await settingsOnFreePorts(data);
  const applications = { web: origins.portal, otherWeb: origins.api, singlePage };
  const file = join(data, 'tenant.json');
  writeFileSync(file, tenantFile(applications), { mode: 0o600 });
  const child = spawn(process.execPath, [ENTRY, 'identity'], {
    env: { ...process.env, ...settings, IDENTITY_ORIGIN: origins.identity, TENANT_FILE: file, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(child);
  return {
    origin: origins.identity,
    tlsOrigin: `https://localhost:${settings.TLS_PORT}`,
    caFile: localCaFile(data),
    applications,
    async stop() {
      await end(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function listening(child: ChildProcess): Promise<void> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk;
      if (printed.includes('"event":"listening"')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`identity ended with ${code}: ${printed}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}
