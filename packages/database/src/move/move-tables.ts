import { sql } from 'kysely';
import type { Database } from '../open.ts';
import { inTransaction } from '../transaction.ts';
import { differences } from './compare-tables.ts';
import { countRows, type Key, keyOf, putRows, removeRow, rowsAfter } from './table-rows.ts';
import { type TableShape, tableShapes } from './table-shape.ts';

/** What happens while tables are moved, for whoever watches. */
export type MoveEvent =
  | { event: 'table'; table: string; rows: number; resumedAt: number }
  | { event: 'moved'; table: string; moved: number; rows: number }
  | { event: 'corrected'; table: string; rows: number }
  | { event: 'verified'; table: string; rows: number };

/** The target holds rows that no move of this source put there. */
export class TargetNotEmpty extends Error {
  override readonly name = 'TargetNotEmpty';
}

const AT_ONCE = 500;
const PROGRESS = 'surety_move_progress';

type Walk = { source: Database<unknown>; target: Database<unknown>; owner: string };

/**
 * Moves every table of an SQLite database into a PostgreSQL database of the same form, and compares them row by row. How far
 * it came is written together with the rows, so that it goes on there after it was killed; what changed in the source
 * since is corrected before the comparison. Nobody may write to either meanwhile.
 * @param owner names the app whose tables these are
 * @throws TargetNotEmpty, Error when the comparison fails
 */
export async function* moveTables(walk: Walk): AsyncGenerator<MoveEvent> {
  const shapes = await tableShapes(walk.source);
  await beginProgress(walk, shapes);
  for (const shape of shapes) yield* moveTable(walk, shape);
  // Rows that went away are removed before those they refer to.
  for (const shape of shapes.toReversed()) yield* removeSuperfluous(walk, shape);
  for (const shape of shapes) yield* correct(walk, shape);
  for (const shape of shapes) yield* verify(walk, shape);
  await sql`delete from ${sql.table(PROGRESS)} where owner = ${walk.owner}`.execute(walk.target);
}

/** What would be moved: every table and its rows. */
export async function tablesToMove(source: Database<unknown>): Promise<readonly { table: string; rows: number }[]> {
  const shapes = await tableShapes(source);
  return Promise.all(shapes.map(async (shape) => ({ table: shape.name, rows: await countRows(source, shape) })));
}

async function beginProgress({ target, owner }: Walk, shapes: readonly TableShape[]): Promise<void> {
  await sql`create table if not exists ${sql.table(PROGRESS)} (
    owner text not null, name text not null, last_key text, moved bigint not null, primary key (owner, name))`.execute(
    target,
  );
  const { rows } = await sql`select 1 from ${sql.table(PROGRESS)} where owner = ${owner} limit 1`.execute(target);
  if (rows.length > 0) return;
  for (const shape of shapes) {
    if ((await countRows(target, shape)) > 0)
      throw new TargetNotEmpty(`the table ${shape.name} of the target holds rows already`);
  }
  const entries = shapes.map(({ name }) => sql`(${owner}, ${name}, null, 0)`);
  await sql`insert into ${sql.table(PROGRESS)} (owner, name, last_key, moved) values ${sql.join(entries)}`.execute(
    target,
  );
}

async function* moveTable({ source, target, owner }: Walk, shape: TableShape): AsyncGenerator<MoveEvent> {
  const table = shape.name;
  const { rows: progress } = await sql<{ last_key: string | null; moved: number }>`
    select last_key, moved from ${sql.table(PROGRESS)} where owner = ${owner} and name = ${table}`.execute(target);
  const [begun] = progress;
  let after = begun?.last_key ? (JSON.parse(begun.last_key) as Key) : undefined;
  let moved = Number(begun?.moved ?? 0);
  const rows = await countRows(source, shape);
  yield { event: 'table', table, rows, resumedAt: moved };
  for (;;) {
    const page = await rowsAfter(source, shape, after, AT_ONCE);
    const last = page.at(-1);
    if (last === undefined) return;
    after = keyOf(shape, last);
    moved += page.length;
    await inTransaction(target, async (transaction) => {
      await putRows(transaction, shape, page);
      await sql`insert into ${sql.table(PROGRESS)} (owner, name, last_key, moved)
        values (${owner}, ${table}, ${JSON.stringify(after)}, ${moved})
        on conflict (owner, name) do update set last_key = excluded.last_key, moved = excluded.moved`.execute(
        transaction,
      );
    });
    yield { event: 'moved', table, moved, rows };
  }
}

async function* removeSuperfluous({ source, target }: Walk, shape: TableShape): AsyncGenerator<MoveEvent> {
  let rows = 0;
  for await (const { key, source: row } of differences(source, target, shape)) {
    if (row !== undefined) continue;
    await removeRow(target, shape, key);
    rows += 1;
  }
  if (rows > 0) yield { event: 'corrected', table: shape.name, rows };
}

async function* correct({ source, target }: Walk, shape: TableShape): AsyncGenerator<MoveEvent> {
  let rows = 0;
  for await (const { source: row } of differences(source, target, shape)) {
    if (row === undefined) continue;
    await putRows(target, shape, [row]);
    rows += 1;
  }
  if (rows > 0) yield { event: 'corrected', table: shape.name, rows };
}

async function* verify({ source, target }: Walk, shape: TableShape): AsyncGenerator<MoveEvent> {
  for await (const { key } of differences(source, target, shape))
    throw new Error(`the row ${JSON.stringify(key)} of ${shape.name} is not the same in both databases`);
  yield { event: 'verified', table: shape.name, rows: await countRows(target, shape) };
}
