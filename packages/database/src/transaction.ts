import { setTimeout } from 'node:timers/promises';
import { type Transaction as KyselyTransaction, SqliteAdapter, sql } from 'kysely';
import type { Database } from './open.ts';
import { isConnectionLost, isLockedByOther, isRepeatable } from './trouble.ts';

/** A transaction. Every function that writes takes one; using the database itself inside one would wait for ever. */
export type Transaction<Tables> = KyselyTransaction<Tables>;

const MOST_TRIES = 5;
const MOST_WAITING_MS = 5_000;
const BETWEEN_TRIES_MS = 25;

/**
 * Runs `work` in one transaction: all of it happens, or nothing. It may run more than once (after a serialization failure,
 * a deadlock, or a connection lost before the commit was asked for), so it must have no effect outside the database.
 * A connection lost at the commit is an error: nobody knows whether it happened. So is a statement that takes too long.
 */
export async function inTransaction<Tables, Result>(
  db: Database<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  // Within a transaction it is that one: whoever began it also repeats and ends it.
  if (db.isTransaction) return work(db as Transaction<Tables>);
  return retrying((attempt) => db.transaction().execute(noting(attempt, work)));
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
  return retrying((attempt) => run(db, noting(attempt, work)));
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

/** Whether the commit has been asked for: from then on nobody knows what became of it when the connection is lost. */
type Attempt = { isCommitting: boolean };

async function retrying<Result>(run: (attempt: Attempt) => Promise<Result>): Promise<Result> {
  const giveUpAt = Date.now() + MOST_WAITING_MS;
  for (let tries = 1; ; tries += 1) {
    const attempt: Attempt = { isCommitting: false };
    try {
      return await run(attempt);
    } catch (error) {
      if (isLockedByOther(error) && Date.now() < giveUpAt) await setTimeout(BETWEEN_TRIES_MS);
      else if (tries >= MOST_TRIES || !mayRunAgain(error, attempt)) throw error;
      else if (isConnectionLost(error)) await setTimeout(BETWEEN_TRIES_MS * 2 ** tries);
    }
  }
}

function mayRunAgain(error: unknown, { isCommitting }: Attempt): boolean {
  return isRepeatable(error) || (isConnectionLost(error) && !isCommitting);
}

/** The work of one attempt, which notes when it is done and the commit comes. */
function noting<Tables, Result>(attempt: Attempt, work: (transaction: Transaction<Tables>) => Promise<Result>) {
  return async (transaction: Transaction<Tables>): Promise<Result> => {
    const result = await work(transaction);
    attempt.isCommitting = true;
    return result;
  };
}
