import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { execute } from './execute.ts';

/** Podman unless CONTAINER_ENGINE says `docker`. */
export const ENGINE = process.env.CONTAINER_ENGINE === 'docker' ? 'docker' : 'podman';

// Where systemd manages nothing, cgroups are managed by files, and a sandbox may allow no more than these limits.
const HAS_SYSTEMD = existsSync('/run/systemd/system');
const OF_PODMAN = HAS_SYSTEMD ? [] : ['--runtime', 'runc', '--cgroup-manager', 'cgroupfs'];
const OF_RUN = HAS_SYSTEMD ? [] : ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024', '--pids-limit=-1'];

/** A compose file of this repository, the name under which it runs, and what it may refer to. */
export type Composition = { file: string; project: string; environment: Record<string, string> };

/** The command line of `podman WORDS` as this machine needs it. */
export function podman(words: readonly string[]): [string, ...string[]] {
  return ['podman', ...OF_PODMAN, ...words];
}

/** The command line of the chosen engine. */
export function engineCommand(words: readonly string[]): [string, ...string[]] {
  return ENGINE === 'docker' ? ['docker', ...words] : podman(words);
}

/** Runs the chosen engine and answers what it printed. @throws Error with what it said when it failed */
export async function engine(words: readonly string[]): Promise<string> {
  return execute(engineCommand(words));
}

/** Runs the engine's compose on a file of this repository; `environment` is what the file may refer to. */
export async function compose({ file, project, environment }: Composition, words: readonly string[]): Promise<string> {
  return execute([...composeCommand(), '-p', project, '-f', file, ...words], environment);
}

/** The name that compose gives to a container, such as `api_1` of a project. */
export function containerOf(project: string, name: string): string {
  return isDockerPlugin() ? `${project}-${name.replace('_', '-')}` : `${project}_${name}`;
}

function composeCommand(): [string, ...string[]] {
  if (isDockerPlugin()) return ['docker', 'compose'];
  if (ENGINE === 'docker') return ['docker-compose'];
  return ['podman-compose', `--podman-args=${OF_PODMAN.join(' ')}`, `--podman-run-args=${OF_RUN.join(' ')}`];
}

// Debian has the elder program of its own, others the plugin.
function isDockerPlugin(): boolean {
  return ENGINE === 'docker' && spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0;
}
