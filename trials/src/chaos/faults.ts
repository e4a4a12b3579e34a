import { engine } from '../engine/engine.ts';
import type { Running } from '../profile.ts';

/** Something that happens to a running system, and is over when it has happened. */
export type Fault = { name: string; happen(running: Running): Promise<unknown> };

const killAndStart = (name: string): Fault => ({
  name: `kill -9 ${name}`,
  async happen(running) {
    const container = running.container(name);
    await engine(['kill', '-s', 'KILL', container]);
    // The engine's own restart is not waited for: an orchestrator may take its time.
    await engine(['start', container]).catch(() => undefined);
  },
});

const restart = (name: string, what: string): Fault => ({
  name: `restart ${what}`,
  happen: (running) => engine(['restart', '-t', '5', running.container(name)]),
});

const CUT_SECONDS = 5;

const cut = (name: string): Fault => ({
  name: `cut ${name} off the network for ${CUT_SECONDS} s`,
  async happen(running) {
    const network = `surety-trial-${running.profile.name}_surety`;
    const container = running.container(name);
    await engine(['network', 'disconnect', network, container]);
    await new Promise((resolve) => setTimeout(resolve, CUT_SECONDS * 1000));
    const alias = name.replace(/_\d+$/, '');
    await engine(['network', 'connect', '--alias', alias, network, container]);
  },
});

const rotateKeys: Fault = {
  name: 'rotate the signing keys',
  happen: (running) =>
    engine(['exec', running.container('identity_1'), 'node', 'tools/src/run.mjs', 'identity', 'keys', 'rotate']),
};

/** One replica after another stops gracefully and a new one takes its place, as a new version would. */
const roll: Fault = {
  name: 'roll every app, one replica at a time',
  async happen(running) {
    for (const name of running.profile.apps) {
      const container = running.container(name);
      await engine(['stop', '-t', '20', container]);
      await engine(['start', container]);
      await isReadyInside(container);
    }
  },
};

async function isReadyInside(container: string): Promise<void> {
  const port = /identity/.test(container) ? '3002' : /api/.test(container) ? '3001' : '3000';
  const giveUpAt = Date.now() + 30_000;
  while (Date.now() < giveUpAt) {
    const words = ['exec', container, 'node', 'deploy/container/health.mjs', port];
    const isReady = await engine(words).then(
      () => true,
      () => false,
    );
    if (isReady) return;
  }
  throw new Error(`${container} did not become ready`);
}

/** In the order in which they are tried; the first is none, to compare with. */
export const FAULTS: readonly Fault[] = [
  { name: 'no fault', happen: async () => undefined },
  ...['portal_1', 'api_1', 'identity_1'].map(killAndStart),
  restart('postgres_1', 'PostgreSQL'),
  restart('valkey_1', 'Valkey'),
  cut('api_2'),
  cut('postgres_1'),
  rotateKeys,
  roll,
];
