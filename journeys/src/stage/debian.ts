import { spawnSync } from 'node:child_process';

const asked = new Map<string, boolean>();

/** Installs packages with apt where that and the rights for it are there; says what it does, and asks once only. */
export function installPackages(...packages: string[]): boolean {
  const list = packages.join(' ');
  const known = asked.get(list);
  if (known !== undefined) return known;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...parameters: string[]): boolean => {
    const [program = 'apt-get', ...rest] = [...sudo, 'apt-get', ...parameters];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(program, rest, { stdio: 'ignore', env }).status === 0;
  };
  const isDebian = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (isDebian) console.log(`Installing ${list} with apt-get …`);
  const isThere = isDebian && apt('update') && apt('install', '--yes', '--no-install-recommends', ...packages);
  asked.set(list, isThere);
  return isThere;
}
