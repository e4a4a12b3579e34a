import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A system that somebody else started, such as containers; the file named in RUNNING_SYSTEM describes it. */
export type RunningSystem = {
  portal: string;
  api: string;
  identity: string;
  clientSecret: string;
  /** The command that restarts it: a program and its arguments. */
  restart: readonly [string, ...string[]];
};

/** The running system that the environment names, or `undefined`: then a journey starts one of its own. */
export function runningSystem() {
  const file = process.env.RUNNING_SYSTEM;
  if (file === undefined || file === '') return undefined;
  const { portal, api, identity, clientSecret, restart } = JSON.parse(readFileSync(file, 'utf8')) as RunningSystem;
  const [program, ...words] = restart;
  return {
    portal,
    api,
    identity,
    clientSecret: () => clientSecret,
    processId: () => 0,
    output: () => '',
    async restart() {
      execFileSync(program, words, { stdio: 'ignore' });
      await Promise.all([portal, api, identity].map((origin) => isReady(origin)));
      // A browser drops what it does when a network interface of its machine goes and comes.
      await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    },
    command(): never {
      throw new Error('the data of a system that somebody else started is not at hand');
    },
    /** Whoever started it stops it. */
    async stop() {},
  };
}

const MOST_WAITING_MS = 30_000;
const BETWEEN_LOOKS_MS = 200;
const SETTLING_MS = 2_000;

/** Waits until an app says that it is ready, looking that often. */
export async function isReady(origin: string, betweenLooksMs = BETWEEN_LOOKS_MS): Promise<void> {
  const giveUpAt = Date.now() + MOST_WAITING_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`${origin}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
  throw new Error(`${origin} did not become ready`);
}
