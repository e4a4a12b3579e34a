import { spawnSync } from 'node:child_process';
import { installPackages } from '../../../journeys/src/stage/debian.ts';
import { ENGINE } from './engine.ts';

const PACKAGES = 'podman buildah runc netavark aardvark-dns podman-compose iptables debootstrap'.split(' ');
const PROGRAMS = ['podman', 'buildah', 'podman-compose', 'debootstrap'];

/** Whether the chosen engine answers, and Podman and what belongs to it are there; Debian's packages are installed where the rights for it are. */
export function hasContainerEngine(): boolean {
  const answers = ENGINE === 'podman' || spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
  return answers && hasPodman();
}

// Also for Docker: the images are made with Buildah.
function hasPodman(): boolean {
  return missing().length === 0 || (installPackages(...PACKAGES) && missing().length === 0);
}

function missing(): string[] {
  return PROGRAMS.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined);
}
