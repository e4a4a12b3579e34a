import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { localBaseImage } from './base-image.ts';
import { ENGINE, podman } from './engine.ts';
import { execute } from './execute.ts';
import { handOver } from './hand-over.ts';
import { ROOT } from './root.ts';

/** Images by the names that the compose files know them by, as environment variables. */
export type Images = {
  SURETY_IMAGE: string;
  POSTGRES_IMAGE: string;
  VALKEY_IMAGE: string;
  PROXY_IMAGE: string;
};

/** What the image of the apps adds to the image below it, in bytes. */
export type BuiltImages = { images: Images; bytesAboveBase: number; buildSeconds: number };

/**
 * Builds the image of the apps, and stand-ins of Debian's packages for PostgreSQL, Valkey and the proxy. With BASE_IMAGE,
 * POSTGRES_IMAGE, VALKEY_IMAGE and PROXY_IMAGE set, those are used instead: the official ones, where a registry is in reach.
 */
export async function buildImages(environment = process.env): Promise<BuiltImages> {
  const base = environment.BASE_IMAGE ?? (await localBaseImage());
  const standIn = async (setting: keyof Images, name: string): Promise<string> =>
    environment[setting] ??
    build({ base, file: `trials/images/${name}/Containerfile`, context: `trials/images/${name}`, name });
  const began = performance.now();
  const surety = await build({ base, file: 'deploy/container/Containerfile', context: '.', name: 'app' });
  const buildSeconds = (performance.now() - began) / 1000;
  const images = {
    SURETY_IMAGE: surety,
    POSTGRES_IMAGE: await standIn('POSTGRES_IMAGE', 'postgres'),
    VALKEY_IMAGE: await standIn('VALKEY_IMAGE', 'valkey'),
    PROXY_IMAGE: await standIn('PROXY_IMAGE', 'proxy'),
  };
  const made = Object.values(images).filter((image) => image.startsWith('localhost/'));
  if (ENGINE === 'docker') for (const image of made) await handOver(image);
  return { images, buildSeconds, bytesAboveBase: (await sizeOf(surety)) - (await sizeOf(base)) };
}

async function build(what: { base: string; file: string; context: string; name: string }): Promise<string> {
  const image = `localhost/surety-trial-${what.name}`;
  const isolation = existsSync('/run/systemd/system') ? [] : ['--isolation', 'chroot'];
  await execute([
    'buildah',
    'bud',
    ...isolation,
    '--network=host',
    '--format=docker',
    `--build-arg=BASE_IMAGE=${what.base}`,
    ...registryAccess(),
    '-f',
    join(ROOT, what.file),
    '-t',
    image,
    join(ROOT, what.context),
  ]);
  return image;
}

/** What this machine needs to reach the npm registry, for the build alone: nothing of it stays in the image. */
function registryAccess(): string[] {
  const own = join(homedir(), '.npmrc');
  const authority = process.env.NODE_EXTRA_CA_CERTS;
  const lines = [existsSync(own) ? readFileSync(own, 'utf8') : '', authority ? 'cafile=/tmp/authority.pem' : ''];
  const file = join(mkdtempSync(join(tmpdir(), 'surety-npmrc-')), 'npmrc');
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  return ['-v', `${file}:/usr/local/etc/npmrc:ro`, ...(authority ? ['-v', `${authority}:/tmp/authority.pem:ro`] : [])];
}

async function sizeOf(image: string): Promise<number> {
  return Number(await execute(podman(['image', 'inspect', '--format', '{{.Size}}', image])));
}
