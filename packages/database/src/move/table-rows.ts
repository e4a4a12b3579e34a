import { PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Database } from '../open.ts';
import type { TableShape } from './table-shape.ts';

export type Row = Record<string, unknown>;
/** Values of a primary key, in its order. */
export type Key = readonly unknown[];

type Reader = Database<unknown>;

/** The key of a row. */
export function keyOf({ key }: TableShape, row: Row): Key {
  return key.map(({ name }) => row[name]);
}

/** The next rows after a key, in the order of the key; the same order on SQLite and PostgreSQL. */
export async function rowsAfter(db: Reader, shape: TableShape, after: Key | undefined, limit: number): Promise<Row[]> {
  const ordered = orderedKey(db, shape);
  const from = after === undefined ? sql`` : sql`where (${ordered}) > (${sql.join([...after])})`;
  const { rows } = await sql<Row>`
    select ${columnsOf(shape)} from ${sql.table(shape.name)} ${from} order by ${ordered} limit ${limit}`.execute(db);
  return rows;
}

/** How many rows a table has. */
export async function countRows(db: Reader, { name }: TableShape): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Writes rows; one that is there already becomes as given. */
export async function putRows(db: Reader, shape: TableShape, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const isKey = (column: string): boolean => shape.key.some(({ name }) => name === column);
  const values = rows.map((row) => sql`(${sql.join(shape.columns.map((column) => row[column]))})`);
  const changes = shape.columns
    .filter((column) => !isKey(column))
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  const then = changes.length === 0 ? sql`nothing` : sql`update set ${sql.join(changes)}`;
  await sql`insert into ${sql.table(shape.name)} (${columnsOf(shape)}) values ${sql.join(values)}
    on conflict (${sql.join(shape.key.map(({ name }) => sql.ref(name)))}) do ${then}`.execute(db);
}

/** Removes the row with this key. */
export async function removeRow(db: Reader, shape: TableShape, key: Key): Promise<void> {
  const names = sql.join(shape.key.map(({ name }) => sql.ref(name)));
  await sql`delete from ${sql.table(shape.name)} where (${names}) = (${sql.join([...key])})`.execute(db);
}

function columnsOf({ columns }: TableShape): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

// A locale's order would differ from SQLite's, and between servers.
function orderedKey(db: Reader, { key }: TableShape): RawBuilder<unknown> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  return sql.join(
    key.map(({ name, isText }) => (isPostgres && isText ? sql`${sql.ref(name)} collate "C"` : sql`${sql.ref(name)}`)),
  );
}
