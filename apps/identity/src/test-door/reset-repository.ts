import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** Keys stay, because applications remember them; the audit stays, because nothing ever leaves it. */
const KEPT = /^identity_(signing_key|audit_\w+|migration\w*)$/;

/** Names of the tables that a reset empties. */
export async function tablesToEmpty(db: Database<IdentityTables>): Promise<(keyof IdentityTables)[]> {
  const tables = await db.introspection.getTables();
  const names = new Set(
    tables.map(({ name }) => name).filter((name) => name.startsWith('identity_') && !KEPT.test(name)),
  );
  return [...names] as (keyof IdentityTables)[];
}

/** Empties these tables. Rows that hang on others go with them. */
export async function emptyTables(
  transaction: Transaction<IdentityTables>,
  tables: readonly (keyof IdentityTables)[],
): Promise<void> {
  for (const table of tables) await transaction.deleteFrom(table).execute();
}
