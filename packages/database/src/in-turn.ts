import { sql } from 'kysely';
import { type Database, isPostgres } from './open.ts';
import { unhurried } from './unhurried.ts';

/**
 * Does a job of which one replica is enough, unless another replica is at it. The lock is PostgreSQL's own and goes with a
 * connection apart from the pool, which waits as long as the job takes: a replica that dies in the middle leaves nothing
 * locked, and the job finds a connection in a pool of one. SQLite belongs to one machine: there the job is simply done.
 * @returns whether it was done here
 */
export async function inTurn<Tables>(db: Database<Tables>, job: string, work: () => Promise<void>): Promise<boolean> {
  if (!isPostgres(db)) {
    await work();
    return true;
  }
  return unhurried(db, (own) =>
    own.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ ours: boolean }>`
        select pg_try_advisory_xact_lock(hashtext(current_schema()), hashtext(${job})) as ours`.execute(transaction);
      if (rows[0]?.ours !== true) return false;
      await work();
      return true;
    }),
  );
}
