import { sql } from 'kysely';
import { type Migration, type MigrationResultSet, Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { type Database, isPostgres } from './open.ts';

/** Migrations by name; names sort in the order of application: `001-accounts`, `002-sessions`. */
export type Migrations = Record<string, Migration>;

/**
 * Brings a database to the newest form. Several processes may start at once; one migrates and the others wait.
 * Tables of several apps may share one PostgreSQL database: each keeps its own record, named after `owner`.
 */
export async function migrate<Tables>(db: Database<Tables>, owner: string, migrations: Migrations): Promise<void> {
  await undisturbed(async () => (await migrator(db, owner, migrations)).migrateToLatest());
}

/** Undoes every migration, newest first. */
export async function undoMigrations<Tables>(
  db: Database<Tables>,
  owner: string,
  migrations: Migrations,
): Promise<void> {
  await undisturbed(async () => (await migrator(db, owner, migrations)).migrateTo(NO_MIGRATIONS));
}

/** PostgreSQL on a schema, table or catalog entry that went away while it was looked at. */
const GONE = new Set(['3F000', '42P01', 'XX000']);
const MOST_TRIES = 10;

// The migrator lists the tables of every schema; one of another owner may be dropped in the middle of that.
async function undisturbed(run: () => Promise<MigrationResultSet>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { error } = await run().catch((thrown: unknown) => ({ error: thrown }));
    if (!error) return;
    if (tries >= MOST_TRIES || !GONE.has((error as { code?: string }).code ?? '')) throw error;
  }
}

async function migrator<Tables>(db: Database<Tables>, owner: string, migrations: Migrations): Promise<Migrator> {
  const schema = await currentSchema(db);
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: `${owner}_migration`,
    migrationLockTableName: `${owner}_migration_lock`,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
}

/** Without its schema the migrator would take the record of another schema in the same database for its own. */
async function currentSchema<Tables>(db: Database<Tables>): Promise<string | undefined> {
  if (!isPostgres(db)) return undefined;
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return rows[0]?.schema;
}
