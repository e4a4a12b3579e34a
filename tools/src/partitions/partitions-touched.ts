import { type Database, openDatabase } from '@surety/database';
import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';

/** A statement as it went to the server. */
export type Statement = { text: string; values: readonly unknown[] };

/** Listens to everything that this process sends to PostgreSQL while `work` goes on. */
export async function statementsOf(work: () => Promise<void>): Promise<readonly Statement[]> {
  const heard = new Map<string, Statement>();
  const { prototype } = pg.Client;
  const { query } = prototype;
  prototype.query = function listen(this: pg.Client, ...words: unknown[]) {
    const [text, values] = words;
    if (typeof text === 'string' && /^\s*(select|insert|update|delete|with)\b/i.test(text))
      heard.set(text, { text, values: Array.isArray(values) ? values : [] });
    return Reflect.apply(query, this, words);
  } as typeof query;
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return [...heard.values()];
}

/** For each statement the tables of which its plan reads more than one part, and those parts. */
export async function wideStatements(
  address: string,
  statements: readonly Statement[],
): Promise<readonly { text: string; parts: readonly string[] }[]> {
  const db = openDatabase<unknown>(address, 1);
  const wide: { text: string; parts: readonly string[] }[] = [];
  for (const statement of statements) {
    const parts = await partsIn(db, statement);
    const tables = new Set(parts.map((part) => part.replace(/_part\d+$/, '')));
    if (parts.length > tables.size) wide.push({ text: statement.text, parts });
  }
  await db.destroy();
  return wide;
}

/** As the planner decides for tables that are large: those of a test are so small that it would read them whole. */
const LARGE = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'];

/** A select is run, to see which parts it really reads: in a join that is decided while it runs. */
async function partsIn(db: Database<unknown>, { text, values }: Statement): Promise<string[]> {
  const isRead = /^\s*select\b/i.test(text);
  const found = new Set<string>();
  await db.transaction().execute(async (transaction) => {
    for (const setting of LARGE) await sql.raw(`set local ${setting} = off`).execute(transaction);
    const { rows } = await transaction.executeQuery<{ 'QUERY PLAN': unknown }>(
      CompiledQuery.raw(`explain (format json${isRead ? ', analyze' : ''}) ${text}`, [...values]),
    );
    collect(rows[0]?.['QUERY PLAN'], found);
  });
  return [...found];
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { 'Relation Name': relation, 'Actual Loops': loops } = node as Record<string, unknown>;
  if (typeof relation === 'string' && /_part\d+$/.test(relation) && loops !== 0) found.add(relation);
  for (const value of Object.values(node)) collect(value, found);
}
