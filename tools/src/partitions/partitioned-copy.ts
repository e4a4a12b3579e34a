import { type Database, openDatabase } from '@surety/database';
import { sql } from 'kysely';

/** How many parts each table is cut into. */
const PARTS = 8;

export type Partitioning = {
  /** The column by whose hash a table is cut, or nothing for one that is to stay whole. */
  columnOf(table: string, key: readonly string[]): string | undefined;
};

/**
 * Copies the form of a migrated database into another schema of it, hash-partitioned, as a sharded PostgreSQL would keep it.
 * Foreign keys are left out; indices come along.
 * @returns the tables that were cut
 */
export async function copyPartitioned(address: string, schema: string, how: Partitioning): Promise<readonly string[]> {
  const db = openDatabase<unknown>(address, 1);
  try {
    await sql.raw(`create schema ${schema}`).execute(db);
    const cut: string[] = [];
    for (const table of await tablesOf(db)) {
      const column = how.columnOf(table, await keyOf(db, table));
      await copyTable(db, { table, schema, column });
      if (column !== undefined) cut.push(table);
    }
    return cut;
  } finally {
    await db.destroy();
  }
}

async function copyTable(
  db: Database<unknown>,
  { table, schema, column }: { table: string; schema: string; column: string | undefined },
): Promise<void> {
  const copy = `${schema}.${table}`;
  if (column === undefined) {
    await sql.raw(`create table ${copy} (like public.${table} including all)`).execute(db);
    await sql.raw(`insert into ${copy} select * from public.${table}`).execute(db);
    return;
  }
  await sql
    .raw(`create table ${copy} (like public.${table} including defaults) partition by hash (${column})`)
    .execute(db);
  for (let part = 0; part < PARTS; part += 1)
    await sql
      .raw(
        `create table ${copy}_part${part} partition of ${copy} for values with (modulus ${PARTS}, remainder ${part})`,
      )
      .execute(db);
  const { rows } = await sql<{ indexdef: string }>`
    select indexdef from pg_indexes where schemaname = 'public' and tablename = ${table}`.execute(db);
  for (const { indexdef } of rows) {
    // Unique within a part is all that parts can promise: an index without the column is kept for finding alone.
    const isWithin = new RegExp(`\\([^)]*\\b${column}\\b`).test(indexdef);
    const definition = isWithin ? indexdef : indexdef.replace('CREATE UNIQUE INDEX', 'CREATE INDEX');
    await sql.raw(definition.replace(` ON public.${table} `, ` ON ${copy} `)).execute(db);
  }
}

async function tablesOf(db: Database<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

async function keyOf(db: Database<unknown>, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_index i
    cross join lateral unnest(i.indkey) with ordinality as k (attnum, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = ${`public.${table}`}::regclass and i.indisprimary order by k.position`.execute(db);
  return rows.map(({ name }) => name);
}
