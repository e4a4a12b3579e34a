import { type Database, openDatabase } from './open.ts';
import { AddressedPostgres } from './postgres-adapter.ts';

/**
 * Does work that may take long over a connection of its own, on which neither we nor the server give up a statement and no
 * transaction ends for being idle. SQLite has no such limits: there it is the database itself.
 */
export async function unhurried<Tables, Result>(
  db: Database<Tables>,
  work: (own: Database<Tables>) => Promise<Result>,
): Promise<Result> {
  const { adapter } = db.getExecutor();
  if (!(adapter instanceof AddressedPostgres)) return work(db);
  const own = openDatabase<Tables>(adapter.address, 1, 'unhurried');
  try {
    return await work(own);
  } finally {
    await own.destroy();
  }
}
