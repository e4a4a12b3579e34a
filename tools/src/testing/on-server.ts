import { openDatabase } from '@surety/database';
import { sql } from 'kysely';

/** Runs one statement of an operator on a PostgreSQL server. */
export async function onServer(server: string, statement: string): Promise<void> {
  const db = openDatabase(server, 1);
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}
