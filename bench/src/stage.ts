import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOnFreePorts } from '../../tools/src/start/free-ports.ts';
import { type MeasuredProcess, startProcess } from './processes/process.ts';
import { bounded, type Row } from './report.ts';

/** The system and its peer, each in a process of its own, on an empty data folder. */
export type Stage = {
  origins: { portal: string; api: string; identity: string };
  /** Secret of the portal's registration, as generated at first start. */
  clientSecret: string;
  system: MeasuredProcess;
  peer: MeasuredProcess;
  /** Resident memory of the whole system, after everything that was measured before. */
  memory(): Promise<Row[]>;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const data = mkdtempSync(join(tmpdir(), 'surety-bench-'));
  const { settings, origins } = await settingsOnFreePorts(data);
  // One person asks as much as thousands do.
  const system = await startProcess('system.ts', { ...settings, REQUESTS_PER_PERSON: '0' });
  const peer = await startProcess('peer.ts');
  return {
    origins,
    clientSecret: readFileSync(join(data, 'secrets', 'portal-client-secret'), 'utf8').trim(),
    system,
    peer,
    async memory() {
      const { bytes } = await system.ask<{ bytes: number }>({ ask: 'memory' });
      return [
        bounded({ name: 'resident memory of the three apps after this load', value: bytes / 2 ** 20, unit: 'MB' }, 200),
      ];
    },
    async close() {
      await system.stop();
      await peer.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
