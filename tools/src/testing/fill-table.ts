import type { Database, TableShape } from '@surety/database';
import { sql } from 'kysely';

type Column = { name: string; type: string };
type Reference = { table: string; from: string; to: string; id: number };

/** Fills a table of an SQLite database with rows that mean nothing and fit: each refers to rows that are there. */
export async function fillTable(db: Database<unknown>, { name }: TableShape, rows: number): Promise<void> {
  const { rows: columns } = await sql<Column>`select name, lower(type) as type from pragma_table_info(${name})`.execute(
    db,
  );
  const { rows: references } = await sql<Reference>`
    select id, "table", "from", "to" from pragma_foreign_key_list(${name})`.execute(db);
  const parents = await Promise.all(
    [...new Set(references.map(({ id }) => id))].map((id) =>
      parentsOf(
        db,
        references.filter((each) => each.id === id),
      ),
    ),
  );
  const { rows: counted } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
  const first = Number(counted[0]?.count ?? 0);
  for (let start = first; start < first + rows; start += 500) {
    const values = Array.from({ length: Math.min(500, first + rows - start) }, (_, index) => {
      const given: Record<string, unknown> = Object.assign({}, ...parents.map((of) => of[(start + index) % of.length]));
      return sql`(${sql.join(columns.map((column) => given[column.name] ?? valueFor(column, start + index)))})`;
    });
    await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
      values ${sql.join(values)}`.execute(db);
  }
}

function valueFor({ name, type }: Column, number: number): unknown {
  return type === 'text' ? `${name} ${String(number).padStart(6, '0')} Ä–é` : number;
}

/** For one reference: what the columns that refer are in each row of the parent. */
async function parentsOf(db: Database<unknown>, reference: readonly Reference[]): Promise<Record<string, unknown>[]> {
  const [{ table } = { table: '' }] = reference;
  const columns = reference.map(({ from, to }) => sql`${sql.ref(to)} as ${sql.ref(from)}`);
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(columns)} from ${sql.table(table)} limit 500`.execute(db);
  return rows;
}
