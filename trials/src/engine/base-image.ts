import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { podman } from './engine.ts';
import { execute } from './execute.ts';

const NAME = 'localhost/surety-base';
const PACKAGES = ['ca-certificates', 'libstdc++6', 'libatomic1'];

/**
 * A stand-in for the official Node image, for machines without an image registry: Debian by debootstrap, the Node that
 * runs this program, and npm. Made once; `podman rmi` makes it anew. Answers its name. `DEBIAN_SUITE` names another Debian than
 * this machine's: its packages are those of the stand-ins too.
 */
export async function localBaseImage(): Promise<string> {
  const source = debianSource();
  const image = `${NAME}:${process.versions.node.split('.')[0]}-${source.suite}`;
  const isThere = await execute(podman(['image', 'exists', image])).then(
    () => true,
    () => false,
  );
  if (!isThere) await makeImage(image, source);
  return image;
}

type DebianSource = { suite: string; mirror: string };

async function makeImage(image: string, { suite, mirror }: DebianSource): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'surety-base-'));
  try {
    await execute(['debootstrap', '--variant=minbase', `--include=${PACKAGES.join(',')}`, suite, root, mirror]);
    for (const cache of ['var/cache/apt', 'var/lib/apt/lists']) rmSync(join(root, cache), { recursive: true });
    addNode(root);
    // What this machine trusts, the build trusts: its way to the registry may have a CA of its own.
    cpSync('/etc/ssl/certs/ca-certificates.crt', join(root, 'etc/ssl/certs/ca-certificates.crt'));
    // A temporary folder is its owner's alone; the root of an image is everybody's.
    chmodSync(root, 0o755);
    const archive = `${root}.tar`;
    await execute(['tar', '-C', root, '-cf', archive, '.']);
    await execute(podman(['import', archive, image]));
    rmSync(archive);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function addNode(root: string): void {
  const modules = join(root, 'usr/local/lib/node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(npmFolder(), join(modules, 'npm'), { recursive: true, dereference: true });
  cpSync(process.execPath, join(root, 'usr/local/bin/node'), { dereference: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
}

// npm tells its scripts where it is.
function npmFolder(): string {
  const entry = process.env.npm_execpath;
  const folders = [entry && dirname(dirname(entry)), '/usr/lib/node_modules/npm', '/usr/local/lib/node_modules/npm'];
  const folder = folders.find((each) => each && existsSync(join(each, 'package.json')));
  if (!folder) throw new Error('npm was not found on this machine');
  return folder;
}

/** Where this machine gets its Debian packages from: the first source that is not for security updates alone. */
function debianSource(): DebianSource {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    join(folder, 'debian.sources'),
    '/etc/apt/sources.list',
    ...readdirSync(folder).map((n) => join(folder, n)),
  ];
  const text = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const suite =
    process.env.DEBIAN_SUITE ?? /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  const mirror = /^URIs:\s*(\S+)/m.exec(text)?.[1] ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(text)?.[1];
  if (suite === undefined || mirror === undefined) throw new Error('this is no Debian with a package source');
  return { suite, mirror };
}
