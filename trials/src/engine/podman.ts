import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

// Where systemd manages nothing, cgroups are managed by files, and a sandbox may allow no more than these limits.
const HAS_SYSTEMD = existsSync('/run/systemd/system');
const GLOBAL = HAS_SYSTEMD ? [] : ['--runtime', 'runc', '--cgroup-manager', 'cgroupfs'];
const OF_RUN = HAS_SYSTEMD ? [] : ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024', '--pids-limit=-1'];

/** The command line of `podman WORDS` as this machine needs it. */
export function podmanCommand(words: readonly string[]): [string, ...string[]] {
  return ['podman', ...GLOBAL, ...words];
}

/** Runs podman and answers what it printed. @throws Error with what it said when it failed */
export async function podman(words: readonly string[]): Promise<string> {
  return execute(podmanCommand(words));
}

/** Runs podman-compose on a file of this repository; `environment` is what the file may refer to. */
export async function compose(
  at: { file: string; project: string; environment: Record<string, string> },
  words: readonly string[],
): Promise<string> {
  const parts = [`--podman-args=${GLOBAL.join(' ')}`, `--podman-run-args=${OF_RUN.join(' ')}`];
  return execute(['podman-compose', ...parts, '-p', at.project, '-f', at.file, ...words], at.environment);
}

/** Runs a command and answers what it printed. @throws Error with the end of what it said when it failed */
export async function execute(
  [program, ...words]: readonly [string, ...string[]],
  environment: Record<string, string> = {},
): Promise<string> {
  try {
    const options = { maxBuffer: MOST_OUTPUT, env: { ...process.env, ...environment } };
    const { stdout } = await run(program, words, options);
    return stdout.trim();
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(`${program} ${words.slice(0, 3).join(' ')} …: ${stderr.trim().slice(-2_000) || message}`);
  }
}
