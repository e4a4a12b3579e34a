import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsOnFreePorts } from '../../../tools/src/start/free-ports.ts';
import { runningSystem } from './running-system.ts';

const ENTRY = fileURLToPath(new URL('../../../tools/src/run.mjs', import.meta.url));

/** The whole system as a person starts it, in a process and a data folder of its own. */
export type Surety = {
  portal: string;
  api: string;
  identity: string;
  /** Secret of the portal's registration, as generated at first start. */
  clientSecret(): string;
  /** Of the process that runs it now; 0 when somebody else started it. */
  processId(): number;
  /** Everything it has printed. */
  output(): string;
  /** Stops it as Ctrl-C does and starts it again on the same data and ports, with these settings changed. */
  restart(changes?: Record<string, string>): Promise<void>;
  /** Runs one of its commands on its data, as `npm run` does while it runs; answers what it printed. */
  command(name: string, ...words: string[]): Promise<{ code: number; output: string }>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
};

/** Where the three apps will be. */
export type Origins = Pick<Surety, 'portal' | 'api' | 'identity'>;

/** Settings of the environment. */
export type Settings = Record<string, string>;

/**
 * Starts the system on free ports with an empty data folder; where RUNNING_SYSTEM names one that needs no settings, that one is used.
 * @param given settings, or what makes them once it is known where the apps will be
 */
export async function startSurety(given: Settings | ((origins: Origins) => Promise<Settings>) = {}): Promise<Surety> {
  const running = Object.keys(given).length === 0 && typeof given === 'object' ? runningSystem() : undefined;
  if (running) return running;
  const data = mkdtempSync(join(tmpdir(), 'surety-journey-'));
  const free = await settingsOnFreePorts(data);
  const settings = typeof given === 'function' ? await given(free.origins) : given;
  const environment = { ...process.env, ...free.settings, ...settings };
  let printed = '';
  const start = async (changes: Record<string, string> = {}): Promise<ChildProcess> => {
    const env = { ...environment, ...changes };
    const child = spawn(process.execPath, [ENTRY, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    await ready(child, (text) => {
      printed += text;
    });
    return child;
  };
  let child = await start();
  return {
    ...free.origins,
    clientSecret: () => readFileSync(join(data, 'secrets', 'portal-client-secret'), 'utf8').trim(),
    processId: () => child.pid ?? 0,
    output: () => printed,
    async restart(changes) {
      await end(child);
      child = await start(changes);
    },
    async command(name, ...words) {
      const command = spawn(process.execPath, [ENTRY, name, ...words], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [command.stdout, command.stderr]) stream.on('data', (chunk) => (output += chunk));
      const [code] = (await once(command, 'close')) as [number | null];
      return { code: code ?? 1, output };
    },
    async stop() {
      await end(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess, print: (text: string) => void): Promise<void> {
  let own = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      own += chunk;
      print(String(chunk));
      if (own.includes('Surety is running')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${own}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}
