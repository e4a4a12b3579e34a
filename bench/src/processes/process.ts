import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that is measured: it answers questions over its own channel, so that asking costs it next to nothing. */
export type MeasuredProcess = {
  /** Sends a message and awaits the answer. */
  ask<Answer>(message: object): Promise<Answer>;
  /** Seconds of processor time that the process spent on `work`, all threads together. */
  cpuSecondsOf(work: () => Promise<void>): Promise<number>;
  stop(): Promise<void>;
};

/** Usage of the processor in microseconds, as `process.cpuUsage` tells it. */
type Usage = { user: number; system: number };

/** Starts a program of this folder and waits for its `ready`. */
export async function startProcess(
  program: string,
  environment: Record<string, string> = {},
): Promise<MeasuredProcess> {
  const file = fileURLToPath(new URL(`./${program}`, import.meta.url));
  const child = fork(file, [], {
    env: { ...process.env, ...environment },
    // As `npm start` runs it.
    execArgv: ['--max-semi-space-size=2'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await answerOf(child);
  const ask = async <Answer>(message: object): Promise<Answer> => {
    child.send(message);
    return (await answerOf(child)) as Answer;
  };
  const usage = async (): Promise<number> => {
    const { user, system } = await ask<Usage>({ ask: 'cpu' });
    return (user + system) / 1e6;
  };
  return {
    ask,
    async cpuSecondsOf(work) {
      const before = await usage();
      await work();
      return (await usage()) - before;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The next message of a process. */
function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('the measured process ended'));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer);
    });
  });
}
