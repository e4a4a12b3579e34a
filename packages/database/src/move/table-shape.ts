import { sql } from 'kysely';
import type { Database } from '../open.ts';

/** What is known of a table without knowing what it is for. */
export type TableShape = {
  name: string;
  columns: readonly string[];
  /** The primary key, in its order; text is compared byte by byte, as SQLite does. */
  key: readonly { name: string; isText: boolean }[];
};

type Column = { name: string; type: string; pk: number };

/**
 * Every table of an SQLite database in an order in which each comes after those it refers to; tables that a migrator keeps
 * for itself are left out.
 * @throws Error naming a table without a primary key, or tables that refer to each other in a circle
 */
export async function tableShapes(db: Database<unknown>): Promise<readonly TableShape[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'
      and name not like '%\\_migration' escape '\\' and name not like '%\\_migration\\_lock' escape '\\'
    order by name`.execute(db);
  const references = new Map<string, readonly string[]>();
  for (const { name } of rows) references.set(name, await referredBy(db, name));
  return Promise.all(inOrder(references).map((name) => shapeOf(db, name)));
}

async function shapeOf(db: Database<unknown>, name: string): Promise<TableShape> {
  const { rows } = await sql<Column>`select name, type, pk from pragma_table_info(${name}) order by cid`.execute(db);
  const key = rows
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => ({ name: column.name, isText: column.type.toLowerCase() === 'text' }));
  if (key.length === 0) throw new Error(`the table ${name} has no primary key, so its rows cannot be told apart`);
  return { name, key, columns: rows.map((column) => column.name) };
}

async function referredBy(db: Database<unknown>, name: string): Promise<readonly string[]> {
  const { rows } = await sql<{ table: string }>`
    select distinct "table" from pragma_foreign_key_list(${name})`.execute(db);
  return rows.map(({ table }) => table).filter((table) => table !== name);
}

function inOrder(references: ReadonlyMap<string, readonly string[]>): string[] {
  const ordered: string[] = [];
  const waiting = new Set(references.keys());
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => !references.get(name)?.some((other) => waiting.has(other)));
    if (free.length === 0) throw new Error(`these tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    for (const name of free) waiting.delete(name);
    ordered.push(...free);
  }
  return ordered;
}
