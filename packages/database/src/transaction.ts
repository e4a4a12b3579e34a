import { setTimeout } from 'node:timers/promises';
import { type Transaction as KyselyTransaction, SqliteAdapter, sql } from 'kysely';
import type { Database } from './open.ts';

/** A transaction. Every function that writes takes one; using the database itself inside one would wait for ever. */
export type Transaction<Tables> = KyselyTransaction<Tables>;

/** PostgreSQL's serialization failure and deadlock: the transaction did nothing and may be run again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MOST_TRIES = 5;

const SQLITE_BUSY = 5;
const MOST_WAITING_MS = 5_000;
const BETWEEN_TRIES_MS = 25;

/**
 * Runs `work` in one transaction: all of it happens, or nothing. It may run more than once, so it must have no
 * effect outside the database.
 */
export async function inTransaction<Tables, Result>(
  db: Database<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return retrying(() => db.transaction().execute(work));
}

/**
 * As {@link inTransaction}, for what may be lost with the power but not with the process: sessions, journeys, counters.
 * The commit does not wait for the disk, which is most of what a small transaction costs. It is atomic all the same, and
 * later durable commits keep everything before them.
 */
export async function inTransientTransaction<Tables, Result>(
  db: Database<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  const run = db.getExecutor().adapter instanceof SqliteAdapter ? transientOnSqlite : transientOnPostgres;
  return retrying(() => run(db, work));
}

function transientOnSqlite<Tables, Result>(
  db: Database<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.connection().execute(async (connection) => {
    // In WAL mode NORMAL writes the log without waiting for it; it cannot change within a transaction.
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await connection.transaction().execute(work);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}

function transientOnPostgres<Tables, Result>(
  db: Database<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (transaction) => {
    await sql`set local synchronous_commit to off`.execute(transaction);
    return work(transaction);
  });
}

async function retrying<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const giveUpAt = Date.now() + MOST_WAITING_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (isLockedByOther(error) && Date.now() < giveUpAt) await setTimeout(BETWEEN_TRIES_MS);
      else if (tries >= MOST_TRIES || !RETRYABLE.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

// Another process writes to the SQLite file. SQLite's own waiting would stop the whole event loop, so it is kept short.
function isLockedByOther(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY;
}

/** Whether an error says that a row with this key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  const SQLITE_CONSTRAINT_UNIQUE = 2067;
  const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;
  return code === '23505' || errcode === SQLITE_CONSTRAINT_UNIQUE || errcode === SQLITE_CONSTRAINT_PRIMARYKEY;
}

/** Whether an error says that the database cannot answer now: locked for too long, out of connections, or not there. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', errcode } = error as { code?: string; errcode?: number };
  // PostgreSQL's classes 08 (connection), 53 (resources) and 57P (operator intervention), and what the network says.
  const isAway = /^(08|53|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'].includes(code);
  return isAway || (errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY);
}
