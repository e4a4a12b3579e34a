import { sql } from 'kysely';
import { type Migration, type MigrationResultSet, Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { type Database, isPostgres } from './open.ts';
import { unhurried } from './unhurried.ts';

/** Migrations by name; names sort in the order of application: `001-accounts`, `002-sessions`. */
export type Migrations = Record<string, Migration>;

type Owned = { owner: string; migrations: Migrations };

/** The key of Kysely's own lock, so that replicas of a release that used that one wait for us, and we for them. */
const LOCK = sql.lit(3853314791062309107n);

/**
 * Brings a database to the newest form, however long that takes. Several processes may start at once; one migrates and the
 * others wait. Tables of several apps may share one PostgreSQL database: each keeps its own record, named after `owner`.
 */
export async function migrate<Tables>(db: Database<Tables>, owner: string, migrations: Migrations): Promise<void> {
  await undisturbed(db, { owner, migrations }, (migrator) => migrator.migrateToLatest());
}

/** Undoes every migration, newest first. */
export async function undoMigrations<Tables>(
  db: Database<Tables>,
  owner: string,
  migrations: Migrations,
): Promise<void> {
  await undisturbed(db, { owner, migrations }, (migrator) => migrator.migrateTo(NO_MIGRATIONS));
}

/** PostgreSQL on a schema, table or catalog entry that went away while it was looked at. */
const GONE = new Set(['3F000', '42P01', 'XX000']);
const MOST_TRIES = 10;

type Run = (migrator: Migrator) => Promise<MigrationResultSet>;

// The migrator lists the tables of every schema; one of another owner may be dropped in the middle of that.
async function undisturbed<Tables>(db: Database<Tables>, owned: Owned, run: Run): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await unhurried(db, (own) => alone(own, owned, run));
    } catch (error) {
      if (tries >= MOST_TRIES || !GONE.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

// All in one transaction, whose end also ends the lock: behind a pooler the next statement may be on another connection.
async function alone<Tables>(db: Database<Tables>, owned: Owned, run: Run): Promise<void> {
  if (!isPostgres(db)) return orThrow(await run(await migratorOf(db, owned)));
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    orThrow(await run(await migratorOf(transaction, owned)));
  });
}

function orThrow({ error }: MigrationResultSet): void {
  if (error) throw error;
}

async function migratorOf<Tables>(db: Database<Tables>, { owner, migrations }: Owned): Promise<Migrator> {
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
