import { existsSync } from 'node:fs';
import { chmod, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { copySqliteFile } from '@surety/database';
import { create } from 'tar';
import { type DataStore, dataFolderOf, dataStores, fileOf, isPostgres } from '../data/data-stores.ts';
import { copyKeptFiles } from '../data/kept-files.ts';
import { Cannot } from './cannot.ts';
import { writeLocked } from './locked-file.ts';
import { digestsBelow, dumpOf, MANIFEST, type Manifest } from './manifest.ts';
import { postgresDatabases } from './postgres-database.ts';
import { dumpPostgres } from './postgres-programs.ts';

type Backup = {
  file: string;
  environment: Record<string, string | undefined>;
  now: Date;
};

/**
 * Takes a backup of everything that a system needs to come back: the three databases, each as it is at one moment, the
 * secrets and the local CA. The apps may run meanwhile. The file appears whole or not at all, for its owner alone.
 * @throws Cannot
 */
export async function takeBackup({ file, environment, now }: Backup): Promise<Manifest> {
  const target = resolve(file);
  if (existsSync(target)) throw new Cannot(`${file} is there already. A backup overwrites nothing.`);
  const staging = await mkdtemp(join(dirname(target), '.surety-backup-')).catch((error: Error) => {
    throw new Cannot(`${dirname(target)} cannot be written (${error.message}).`);
  });
  try {
    const manifest = await gather(staging, environment, now);
    const passphrase = environment.BACKUP_PASSPHRASE || undefined;
    const content = Readable.from(create({ gzip: true, cwd: staging, portable: true }, ['.']) as AsyncIterable<Buffer>);
    const draft = join(staging, '..', `.${now.getTime()}-${process.pid}.draft`);
    await writeLocked(draft, content, passphrase).catch(async (error: unknown) => {
      await rm(draft, { force: true });
      throw error;
    });
    await rename(draft, target);
    await syncFolder(dirname(target));
    return manifest;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function gather(staging: string, environment: Backup['environment'], now: Date): Promise<Manifest> {
  await chmod(staging, 0o700);
  const stores = dataStores(environment);
  const { sharedWith, ...dumps } = await dumpAll(stores, staging);
  const databases = { ...dumps.databases, ...copyAll(stores, staging) };
  if (Object.keys(databases).length === 0)
    throw new Cannot(
      `There are no databases in ${dataFolderOf(environment)}. Say with DATA_DIR where the data folder is.`,
    );
  await copyKeptFiles(environment, staging);
  const manifest: Manifest = {
    format: 1,
    takenAt: now.toISOString(),
    databases,
    sharedWith,
    files: await digestsBelow(staging),
  };
  await writeFile(join(staging, MANIFEST), JSON.stringify(manifest, null, 2));
  return manifest;
}

/** Dumps each PostgreSQL database once, whoever shares it. */
async function dumpAll(
  stores: readonly DataStore[],
  staging: string,
): Promise<Pick<Manifest, 'databases' | 'sharedWith'>> {
  const databases: Manifest['databases'] = {};
  const sharedWith: Manifest['sharedWith'] = {};
  for (const { apps, address } of await postgresDatabases(stores)) {
    const [first, ...others] = apps;
    for (const app of apps) databases[app] = 'postgresql';
    for (const other of others) sharedWith[other] = first;
    await dumpPostgres(address, join(staging, dumpOf({ sharedWith }, first)));
  }
  return { databases, sharedWith };
}

function copyAll(stores: readonly DataStore[], staging: string): Manifest['databases'] {
  // The portal has none when Redis keeps its sessions: those are not backed up, people sign in again.
  const files = stores.filter((store) => !isPostgres(store.address) && existsSync(fileOf(store)));
  for (const store of files) copySqliteFile(fileOf(store), join(staging, `${store.app}.db`));
  return Object.fromEntries(files.map(({ app }) => [app, 'sqlite']));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
