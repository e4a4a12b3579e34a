import { spawnSync } from 'node:child_process';
import { installPackages } from '../../../journeys/src/stage/debian.ts';

const PACKAGES = 'podman buildah runc netavark aardvark-dns podman-compose iptables debootstrap'.split(' ');
const PROGRAMS = ['podman', 'buildah', 'podman-compose', 'debootstrap'];

/** Whether Podman and what belongs to it are there; Debian's packages are installed where the rights for it are. */
export function hasContainerEngine(): boolean {
  return missing().length === 0 || (installPackages(...PACKAGES) && missing().length === 0);
}

function missing(): string[] {
  return PROGRAMS.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined);
}
