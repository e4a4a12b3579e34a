import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Database, isPostgres } from './open.ts';
import { inTransientTransaction } from './transaction.ts';

/** What was counted under one key; `endsAt` (epoch milliseconds) is when nobody asks for it any more. */
type Count = { key: string; count: number; endsAt: number };

/** Counts that replicas put together in a table of the database. Of keys that are missing in the answer nobody knows. */
export type RequestCounts = { add(counts: readonly Count[]): Promise<ReadonlyMap<string, number>> };

/** The table for {@link createRequestCounts}. */
export function requestCountMigration(table: string): Required<Migration> {
  return {
    up: async (db) => {
      await sql`create table ${sql.table(table)} (
        key text primary key, count bigint not null, ends_at bigint not null)`.execute(db);
      await sql`create index ${sql.ref(`${table}_ends_at`)} on ${sql.table(table)} (ends_at)`.execute(db);
    },
    down: async (db) => {
      await sql`drop table ${sql.table(table)}`.execute(db);
    },
  };
}

/** PostgreSQL takes at most 65,535 values in one statement. */
const MOST_AT_ONCE = 5_000;

/**
 * Puts the counts of all replicas together. SQLite belongs to one machine, where each app is one process: nothing is to be
 * put together there, and the answer is `undefined`.
 */
export function createRequestCounts<Tables>(
  db: Database<Tables>,
  table: string,
  now: () => Date,
): RequestCounts | undefined {
  if (!isPostgres(db)) return undefined;
  return {
    async add(counts) {
      // In one order everywhere: replicas that count the same keys then wait for each other instead of locking up.
      const sorted = [...counts].sort((a, b) => (a.key < b.key ? -1 : 1));
      const totals = new Map<string, number>();
      await sql`delete from ${sql.table(table)} where ends_at <= ${now().getTime()}`.execute(db);
      for (let start = 0; start < sorted.length; start += MOST_AT_ONCE) {
        try {
          for (const row of await addSome(db, table, sorted.slice(start, start + MOST_AT_ONCE)))
            totals.set(row.key, row.count);
        } catch (error) {
          // What came before is counted: its totals are worth knowing.
          if (totals.size === 0) throw error;
          break;
        }
      }
      return totals;
    },
  };
}

type Total = Pick<Count, 'key' | 'count'>;

function addSome<Tables>(db: Database<Tables>, table: string, counts: readonly Count[]): Promise<readonly Total[]> {
  const values = counts.map(({ key, count, endsAt }) => sql`(${key}, ${count}::bigint, ${endsAt}::bigint)`);
  return inTransientTransaction(db, async (transaction) => {
    const { rows } = await sql<Total>`
      insert into ${sql.table(table)} as known (key, count, ends_at) values ${sql.join(values)}
      on conflict (key) do update set count = known.count + excluded.count
      returning key, count`.execute(transaction);
    return rows;
  });
}
