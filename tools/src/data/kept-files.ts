import { existsSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { dataFolderOf } from './data-stores.ts';

type Environment = Record<string, string | undefined>;
type Home = 'identity' | 'portal' | 'shared';

/** Folders of a data folder that a restored system needs besides the databases. */
const KEPT_FOLDERS = ['secrets', 'tls'];

const HOMES: readonly Home[] = ['identity', 'portal', 'shared'];

/** The data folders of the apps, each once: `DATA_DIR`, or one for each app and the one that identity and portal share. */
export function dataFolders(environment: Environment): string[] {
  const folders = [...HOMES.map((home) => folderOf(environment, home)), dataFolderOf(environment, 'api')];
  return [...new Set(folders.map((folder) => resolve(folder)))];
}

/**
 * The data folder in which the apps look for a secret or a certificate, given its place there (`secrets/identity-secret`).
 * With one `DATA_DIR` for all, as on a laptop, it is that one.
 */
export function folderOfKept(environment: Environment, place: string): string {
  return folderOf(environment, homeOf(place));
}

/** Copies what the data folders hold besides databases; each file from where its app would read it. */
export async function copyKeptFiles(environment: Environment, to: string): Promise<void> {
  for (const home of HOMES) {
    const folder = folderOf(environment, home);
    const isHere = (path: string): boolean =>
      statSync(path).isDirectory() || homeOf(relative(folder, path).split(sep).join('/')) === home;
    for (const name of KEPT_FOLDERS.filter((each) => existsSync(join(folder, each))))
      await cp(join(folder, name), join(to, name), { recursive: true, preserveTimestamps: true, filter: isHere });
  }
}

function homeOf(place: string): Home {
  if (place === 'secrets/portal-client-secret') return 'shared';
  return place.startsWith('secrets/portal-') ? 'portal' : 'identity';
}

function folderOf(environment: Environment, home: Home): string {
  if (home !== 'shared') return dataFolderOf(environment, home);
  return environment.SHARED_DATA_DIR || dataFolderOf(environment, 'identity');
}
