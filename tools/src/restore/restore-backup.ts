import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { troubleInSqliteFile } from '@surety/database';
import { extract } from 'tar';
import { type AuditVerdict, verifyAudit } from '../../../apps/api/src/audit/verify-audit.ts';
import { openApiDatabase } from '../../../apps/api/src/database.ts';
import { Cannot } from '../backup/cannot.ts';
import { readLocked } from '../backup/locked-file.ts';
import { digestsBelow, MANIFEST, type Manifest, manifestSchema } from '../backup/manifest.ts';
import { postgresDatabases } from '../backup/postgres-database.ts';
import { type DataStore, dataFolderOf, dataStores, fileOf, isPostgres } from '../data/data-stores.ts';
import { dataFolders, folderOfKept } from '../data/kept-files.ts';
import { assertEmptyFolder, type Placing, withFilesPlaced, withFolder } from './place-files.ts';
import { assertDumpsFit, fillDatabases } from './restore-databases.ts';

type Restoring = { file: string; environment: Record<string, string | undefined> };

/** What came back. */
export type Restored = { manifest: Manifest; audit: AuditVerdict | undefined };

/**
 * Brings a backup back into empty data folders and empty PostgreSQL databases, and proves the audit. Nothing of what is
 * there already is overwritten. When it fails, nothing stays of it, or the error says what to make anew.
 * @throws Cannot
 */
export async function restoreBackup({ file, environment }: Restoring): Promise<Restored> {
  if (!existsSync(file)) throw new Cannot(`There is no file ${file}.`);
  const folder = resolve(dataFolderOf(environment, 'identity'));
  for (const each of dataFolders(environment)) await assertEmptyFolder(each);
  const { manifest, stores } = await withFolder(folder, async () => {
    const staging = await mkdtemp(join(folder, '.surety-restore-'));
    try {
      return await restoreFrom(staging, { file, environment });
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });
  return { manifest, audit: await proveAudit(stores) };
}

type Placed = { manifest: Manifest; stores: readonly DataStore[] };

async function restoreFrom(staging: string, { file, environment }: Restoring): Promise<Placed> {
  await unpack(file, staging, environment.BACKUP_PASSPHRASE || undefined);
  const manifest = await readManifest(staging, file);
  const stores = dataStores(environment).filter(({ app }) => manifest.databases[app] !== undefined);
  for (const store of stores) assertFits(store, manifest);
  for (const { app } of stores.filter(({ address }) => !isPostgres(address))) assertSound(join(staging, `${app}.db`));
  const databases = await postgresDatabases(stores);
  assertDumpsFit(databases, manifest);
  const placings = placingsOf(manifest, staging, { environment, stores });
  // The databases last: each is filled in one transaction, while a disk may be full at any file.
  await withFilesPlaced(placings, () => fillDatabases(databases, manifest, staging));
  return { manifest, stores };
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

function assertFits(store: DataStore, { databases }: Manifest): void {
  const { app, address } = store;
  const wants = databases[app];
  if (isPostgres(address) !== (wants === 'postgresql'))
    throw new Cannot(
      `The backup of ${app} is of ${wants === 'sqlite' ? 'an SQLite file' : 'PostgreSQL'}; ${app.toUpperCase()}_DATABASE_URL names something else.`,
    );
  if (wants === 'sqlite' && existsSync(fileOf(store))) throw new Cannot(`The file of ${address} is there already.`);
}

function assertSound(file: string): void {
  const trouble = troubleInSqliteFile(file);
  if (trouble !== undefined) throw new Cannot(`The database in the backup is damaged: ${trouble}`);
}

type Target = { environment: Restoring['environment']; stores: readonly DataStore[] };

/** Every file but the dumps, which stay where they are unpacked. */
function placingsOf({ files }: Manifest, staging: string, { environment, stores }: Target): Placing[] {
  const places = Object.keys(files).filter((place) => !place.endsWith('.pgdump'));
  return places.map((place) => {
    const store = stores.find(({ app }) => place === `${app}.db`);
    const to = store ? fileOf(store) : resolve(folderOfKept(environment, place), place);
    return { from: join(staging, place), to };
  });
}

async function proveAudit(stores: readonly DataStore[]): Promise<AuditVerdict | undefined> {
  const api = stores.find(({ app }) => app === 'api');
  if (!api) return undefined;
  const db = await openApiDatabase(api.address, 2, 'unhurried');
  return verifyAudit(db).finally(() => db.destroy());
}
