import { join, resolve } from 'node:path';
import { type Database, migrate, openDatabase } from '@surety/database';
import { apiMigrations } from '../../../apps/api/src/database.ts';
import { MIGRATIONS as identityMigrations } from '../../../apps/identity/src/migrations/index.ts';
import { migrations as portalMigrations } from '../../../apps/portal/src/migrations/all.ts';

export type AppName = 'identity' | 'api' | 'portal';

/** Where one app keeps its data. */
export type DataStore = {
  app: AppName;
  /** The database that its setting names; the file of its data folder unless it is set. */
  address: string;
  /** Its data folder. */
  folder: string;
  /** The file that serves it in a data folder. */
  fileIn(folder: string): string;
  /** Opens a database, brings it to this app's newest form, and takes its time. */
  open(address: string): Promise<Database<unknown>>;
};

const MIGRATIONS = { identity: identityMigrations, api: apiMigrations, portal: portalMigrations };

/** Where the data folder is; of an app that has one of its own, as in containers (`API_DATA_DIR`), that one. */
export function dataFolderOf(environment: Record<string, string | undefined>, app?: AppName): string {
  const own = app && environment[`${app.toUpperCase()}_DATA_DIR`];
  return own || environment.DATA_DIR || './data';
}

/** The three apps' databases, by the settings that the apps themselves read. */
export function dataStores(environment: Record<string, string | undefined>): readonly DataStore[] {
  return (['identity', 'api', 'portal'] as const).map((app) => {
    const folder = dataFolderOf(environment, app);
    const fileIn = (where: string): string => join(where, `${app}.db`);
    return {
      app,
      folder,
      fileIn,
      address: environment[`${app.toUpperCase()}_DATABASE_URL`] || `sqlite:${fileIn(folder)}`,
      async open(address) {
        const db = openDatabase<unknown>(address, 2, 'unhurried');
        await migrate(db, app, MIGRATIONS[app]);
        return db;
      },
    };
  });
}

/** The file of an SQLite database. */
export function fileOf({ address }: Pick<DataStore, 'address'>): string {
  return resolve(address.replace(/^sqlite:/, ''));
}

/** Whether an address is one of PostgreSQL. */
export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:/.test(address);
}
