import { PostgresAdapter, sql } from 'kysely';
import { type Migration, Migrator, NO_MIGRATIONS } from 'kysely/migration';
import type { Database } from './open.ts';

/** Migrations by name; names sort in the order of application: `001-accounts`, `002-sessions`. */
export type Migrations = Record<string, Migration>;

/**
 * Brings a database to the newest form. Several processes may start at once; one migrates and the others wait.
 * Tables of several apps may share one PostgreSQL database: each keeps its own record, named after `owner`.
 */
export async function migrate<Tables>(db: Database<Tables>, owner: string, migrations: Migrations): Promise<void> {
  const { error } = await (await migrator(db, owner, migrations)).migrateToLatest();
  if (error) throw error;
}

/** Undoes every migration, newest first. */
export async function undoMigrations<Tables>(
  db: Database<Tables>,
  owner: string,
  migrations: Migrations,
): Promise<void> {
  const { error } = await (await migrator(db, owner, migrations)).migrateTo(NO_MIGRATIONS);
  if (error) throw error;
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
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return undefined;
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return rows[0]?.schema;
}
