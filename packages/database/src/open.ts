import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Dialect, Kysely, PostgresAdapter } from 'kysely';
import { postgresDialect } from './postgres-dialect.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { type StatementEvent, tellStatements } from './tell-statements.ts';
import type { Pace } from './time-limits.ts';

/** A database and the tables in it. */
export type Database<Tables> = Kysely<Tables>;

/** An address that is neither SQLite nor PostgreSQL, or a folder that cannot be written. The message says what to do. */
export class DatabaseAddressError extends Error {
  override readonly name = 'DatabaseAddressError';
}

/**
 * Opens a database by its address: `sqlite:FILE`, `sqlite::memory:` or `postgres://USER@HOST/NAME`.
 * @param poolSize connections kept to PostgreSQL; SQLite has one.
 * @param pace whether PostgreSQL is given up when it does not answer in time.
 * @throws DatabaseAddressError
 */
export function openDatabase<Tables>(address: string, poolSize = 10, pace: Pace = 'prompt'): Database<Tables> {
  if (/^postgres(ql)?:\/\//.test(address)) return open(postgresDialect(address, poolSize, pace), 'postgresql');
  if (!address.startsWith('sqlite:')) {
    throw new DatabaseAddressError(
      `a database is sqlite:FILE or postgres://USER@HOST/NAME, not ${address.split(':')[0]}:…`,
    );
  }
  const file = address.slice('sqlite:'.length);
  if (file !== ':memory:') makeFolder(dirname(file));
  return open(sqliteDialect(file), 'sqlite');
}

function open<Tables>(dialect: Dialect, system: StatementEvent['system']): Database<Tables> {
  return new Kysely<Tables>({ dialect, log: tellStatements(system) });
}

/** Whether it is PostgreSQL, for the few words that SQLite has otherwise. */
export function isPostgres<Tables>(db: Database<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new DatabaseAddressError(`the folder ${folder} cannot be made (${(error as Error).message})`);
  }
}
