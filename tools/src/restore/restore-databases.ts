import { join } from 'node:path';
import { Cannot } from '../backup/cannot.ts';
import { dumpOf, type Manifest } from '../backup/manifest.ts';
import type { PostgresDatabase } from '../backup/postgres-database.ts';
import { restorePostgres } from '../backup/postgres-programs.ts';

/**
 * Proves that dumps can go into these databases: they are empty, and the same apps share one as when the backup was taken.
 * @throws Cannot
 */
export function assertDumpsFit(databases: readonly PostgresDatabase[], manifest: Manifest): void {
  const apps = databases.flatMap((database) => database.apps.map((app) => ({ app, database })));
  for (const one of apps)
    for (const other of apps.filter(({ app }) => app !== one.app)) {
      const shared = dumpOf(manifest, one.app) === dumpOf(manifest, other.app);
      const names = `${one.app} and ${other.app}`;
      if (shared && one.database !== other.database)
        throw new Cannot(`It is otherwise in the backup: ${names} share one database in it. Name one for both.`);
      if (!shared && one.database === other.database)
        throw new Cannot(`It is otherwise in the backup: ${names} have each a database of its own in it. Name two.`);
    }
  const [full] = databases.filter(({ isEmpty }) => !isEmpty);
  if (full) throw new Cannot(`The database of ${full.apps.join(' and ')} is not empty. Restore into a new one.`);
}

/**
 * Fills databases from dumps below `staging`, each wholly or not at all.
 * @throws Cannot that names the databases which were filled before one failed
 */
export async function fillDatabases(databases: readonly PostgresDatabase[], manifest: Manifest, staging: string) {
  const filled: string[] = [];
  for (const { apps, address } of databases) {
    await restorePostgres(address, join(staging, dumpOf(manifest, apps[0]))).catch((error: Error) => {
      throw new Cannot(`${error.message}${filled.map(howToRepeat).join('')}`, { cause: error });
    });
    filled.push(apps.join(' and '));
  }
}

const howToRepeat = (apps: string): string =>
  `\nThe database of ${apps} is filled already: make it anew before you try again.`;
