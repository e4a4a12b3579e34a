import { openDatabase } from '@surety/database';
import { sql } from 'kysely';
import { type AppName, type DataStore, isPostgres } from '../data/data-stores.ts';
import { Cannot } from './cannot.ts';

/** A PostgreSQL database and the apps that have their tables in it. */
export type PostgresDatabase = { apps: [AppName, ...AppName[]]; address: string; isEmpty: boolean };

/**
 * The PostgreSQL databases of these apps, each once. Two addresses may lead to the same one (a name and a number, a pooler,
 * a schema of its own), so the server is asked which it is.
 * @throws Cannot when one does not answer
 */
export async function postgresDatabases(stores: readonly DataStore[]): Promise<PostgresDatabase[]> {
  const known = new Map<string, PostgresDatabase>();
  for (const store of stores.filter(({ address }) => isPostgres(address))) {
    const { key, isEmpty } = await ask(store);
    const database = known.get(key);
    if (database) database.apps.push(store.app);
    else known.set(key, { apps: [store.app], address: store.address, isEmpty });
  }
  return [...known.values()];
}

async function ask({ app, address }: DataStore): Promise<{ key: string; isEmpty: boolean }> {
  const db = openDatabase(address, 1);
  try {
    const { rows } = await sql<{ key: string }>`
      select pg_postmaster_start_time()::text || ' ' || oid::text as key from pg_database
      where datname = current_database()`.execute(db);
    return { key: rows[0]?.key ?? address, isEmpty: (await db.introspection.getTables()).length === 0 };
  } catch (error) {
    throw new Cannot(`The database of ${app} does not answer: ${(error as Error).message}.`, { cause: error });
  } finally {
    await db.destroy();
  }
}
