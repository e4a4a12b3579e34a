import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openDatabase, troubleInSqliteFile } from '@surety/database';
import { extract } from 'tar';
import { type AuditVerdict, verifyAudit } from '../../../apps/api/src/audit/verify-audit.ts';
import { openApiDatabase } from '../../../apps/api/src/database.ts';
import { Cannot } from '../backup/cannot.ts';
import { readLocked } from '../backup/locked-file.ts';
import { digestsBelow, MANIFEST, type Manifest, manifestSchema } from '../backup/manifest.ts';
import { restorePostgres } from '../backup/postgres-programs.ts';
import { type DataStore, dataFolderOf, dataStores, isPostgres } from '../data/data-stores.ts';

type Restoring = { file: string; environment: Record<string, string | undefined> };

/** What came back. */
export type Restored = { manifest: Manifest; audit: AuditVerdict | undefined };

/**
 * Brings a backup back into an empty data folder and empty PostgreSQL databases, and proves the audit. Nothing of what is
 * there already is overwritten.
 * @throws Cannot
 */
export async function restoreBackup({ file, environment }: Restoring): Promise<Restored> {
  if (!existsSync(file)) throw new Cannot(`There is no file ${file}.`);
  const folder = resolve(dataFolderOf(environment));
  await assertEmpty(folder);
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(join(dirname(folder), '.surety-restore-'));
  try {
    await unpack(file, staging, environment.BACKUP_PASSPHRASE || undefined);
    const manifest = await readManifest(staging, file);
    const stores = dataStores(environment).filter(({ app }) => manifest.databases[app] !== undefined);
    for (const store of stores) await assertFits(store, manifest);
    for (const { app } of stores.filter((store) => !isPostgres(store.address))) assertSound(join(staging, `${app}.db`));
    for (const store of stores.filter(({ address }) => isPostgres(address)))
      await restorePostgres(store.address, join(staging, `${store.app}.pgdump`));
    await moveInto(folder, staging, stores);
    return { manifest, audit: await proveAudit(stores) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function assertEmpty(folder: string): Promise<void> {
  const there = existsSync(folder) ? await readdir(folder) : [];
  if (there.length > 0)
    throw new Cannot(`${folder} is not empty (${there[0]}). Restore into a new folder: set DATA_DIR.`);
}

async function unpack(file: string, staging: string, passphrase: string | undefined): Promise<void> {
  // Paths that lead out of the folder, and links, are refused by the library.
  const sink = extract({ cwd: staging, strict: true, preservePaths: false });
  const done = new Promise<void>((settle, fail) => {
    sink.on('close', settle);
    sink.on('error', fail);
  });
  done.catch(() => undefined);
  try {
    await readLocked(file, sink as unknown as NodeJS.WritableStream, passphrase);
    await done;
  } catch (error) {
    throw error instanceof Cannot ? error : new Cannot(`${file} cannot be read: it is cut or was changed.`);
  }
}

async function readManifest(staging: string, file: string): Promise<Manifest> {
  const text = await readFile(join(staging, MANIFEST), 'utf8').catch(() => '');
  const parsed = manifestSchema.safeParse(text === '' ? undefined : JSON.parse(text));
  if (!parsed.success) throw new Cannot(`${file} is no backup that this version can read.`);
  if (!isDeepStrictEqual(await digestsBelow(staging), parsed.data.files))
    throw new Cannot(`${file} was changed: what is in it is not what its manifest says.`);
  return parsed.data;
}

async function assertFits(store: DataStore, { databases }: Manifest): Promise<void> {
  const { app, address } = store;
  const wants = databases[app];
  if (isPostgres(address) !== (wants === 'postgresql'))
    throw new Cannot(
      `The backup of ${app} is of ${wants === 'sqlite' ? 'an SQLite file' : 'PostgreSQL'}; ${app.toUpperCase()}_DATABASE_URL names something else.`,
    );
  if (wants === 'sqlite') {
    if (existsSync(fileOf(store))) throw new Cannot(`The file of ${address} is there already.`);
    return;
  }
  const db = openDatabase(address, 1);
  const tables = await db.introspection.getTables().finally(() => db.destroy());
  if (tables.length > 0) throw new Cannot(`The database of ${app} is not empty. Restore into a new one.`);
}

function assertSound(file: string): void {
  const trouble = troubleInSqliteFile(file);
  if (trouble !== undefined) throw new Cannot(`The database in the backup is damaged: ${trouble}`);
}

async function moveInto(folder: string, staging: string, stores: readonly DataStore[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(staging)) {
    if (name === MANIFEST || name.endsWith('.pgdump')) continue;
    const store = stores.find(({ app }) => name === `${app}.db`);
    await rename(join(staging, name), store ? fileOf(store) : join(folder, name));
  }
}

function fileOf({ address }: DataStore): string {
  return resolve(address.replace(/^sqlite:/, ''));
}

async function proveAudit(stores: readonly DataStore[]): Promise<AuditVerdict | undefined> {
  const api = stores.find(({ app }) => app === 'api');
  if (!api) return undefined;
  const db = await openApiDatabase(api.address);
  return verifyAudit(db).finally(() => db.destroy());
}
