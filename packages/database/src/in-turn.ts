import { sql } from 'kysely';
import { type Database, isPostgres } from './open.ts';

/**
 * Does a job of which one replica is enough, unless another replica is at it. The lock is PostgreSQL's own and goes
 * with the connection: a replica that dies in the middle leaves nothing locked. SQLite belongs to one machine: there
 * the job is simply done.
 * @returns whether it was done here
 */
export async function inTurn<Tables>(db: Database<Tables>, job: string, work: () => Promise<void>): Promise<boolean> {
  if (!isPostgres(db)) {
    await work();
    return true;
  }
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ ours: boolean }>`
      select pg_try_advisory_xact_lock(hashtext(current_schema()), hashtext(${job})) as ours`.execute(transaction);
    if (rows[0]?.ours !== true) return false;
    await work();
    return true;
  });
}
