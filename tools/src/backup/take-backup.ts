import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { copySqliteFile } from '@surety/database';
import { create } from 'tar';
import { type DataStore, dataFolderOf, dataStores, isPostgres } from '../data/data-stores.ts';
import { Cannot } from './cannot.ts';
import { writeLocked } from './locked-file.ts';
import { digestsBelow, MANIFEST, type Manifest } from './manifest.ts';
import { dumpPostgres } from './postgres-programs.ts';

/** Folders of the data folder that a restored system needs besides the databases. */
const KEPT_FOLDERS = ['secrets', 'tls'];

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
  const folder = dataFolderOf(environment);
  const databases: Manifest['databases'] = {};
  for (const store of dataStores(environment)) {
    const kind = await snapshot(store, staging);
    if (kind !== undefined) databases[store.app] = kind;
  }
  if (Object.keys(databases).length === 0)
    throw new Cannot(`There are no databases in ${folder}. Say with DATA_DIR where the data folder is.`);
  for (const each of KEPT_FOLDERS) {
    const kept = join(folder, each);
    if (existsSync(kept)) await cp(kept, join(staging, each), { recursive: true, preserveTimestamps: true });
  }
  const manifest: Manifest = {
    format: 1,
    takenAt: now.toISOString(),
    databases,
    files: await digestsBelow(staging),
  };
  await writeFile(join(staging, MANIFEST), JSON.stringify(manifest, null, 2));
  return manifest;
}

async function snapshot({ app, address }: DataStore, staging: string): Promise<'sqlite' | 'postgresql' | undefined> {
  if (isPostgres(address)) {
    await dumpPostgres(address, join(staging, `${app}.pgdump`));
    return 'postgresql';
  }
  const file = address.replace(/^sqlite:/, '');
  // The portal has none when Redis keeps its sessions: those are not backed up, people sign in again.
  if (!existsSync(file)) return undefined;
  copySqliteFile(file, join(staging, `${app}.db`));
  return 'sqlite';
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
