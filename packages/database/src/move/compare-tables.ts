import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../open.ts';
import { type Key, keyOf, type Row, rowsAfter } from './table-rows.ts';
import type { TableShape } from './table-shape.ts';

/** A row that differs: as it is in the source, or gone from there. */
export type Difference = { key: Key; source: Row | undefined };

const AT_ONCE = 500;

/** Walks two tables side by side and tells every row that is not the same in both. */
export async function* differences(
  source: Database<unknown>,
  target: Database<unknown>,
  shape: TableShape,
): AsyncGenerator<Difference> {
  const [left, right] = [walk(source, shape), walk(target, shape)];
  let [a, b] = [await left.next(), await right.next()];
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compareKeys(keyOf(shape, a.value), keyOf(shape, b.value));
    if (order < 0 && !a.done) yield { key: keyOf(shape, a.value), source: a.value };
    if (order > 0 && !b.done) yield { key: keyOf(shape, b.value), source: undefined };
    if (order === 0 && !a.done && !b.done && !isDeepStrictEqual({ ...a.value }, { ...b.value }))
      yield { key: keyOf(shape, a.value), source: a.value };
    if (order <= 0) a = await left.next();
    if (order >= 0) b = await right.next();
  }
}

async function* walk(db: Database<unknown>, shape: TableShape): AsyncGenerator<Row, undefined> {
  let after: Key | undefined;
  for (;;) {
    const rows = await rowsAfter(db, shape, after, AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return undefined;
    after = keyOf(shape, last);
  }
}

function compareKeys(a: Key, b: Key): number {
  for (const [index, value] of a.entries()) {
    const order = compareValues(value, b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
