import { CompiledQuery, sql } from 'kysely';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** A row that waits: its line, whose it is, its number, and the policy in JSON. */
export type WaitingRow = { line: number; email: string; number: string; content: string };

/** A waiting row with the policyholder who has its address, if there is one. */
export type OwnedRow = WaitingRow & { ownerId: string | null; position: number | null; head: string | null };

export type BookTable = 'api_book_row' | 'api_policyholder' | 'api_policy' | 'api_audit_event';

const MOST_PARAMETERS = 16_000;
const SHOWN = 20;

/** The tables of an import, written many rows to a statement: building each row's own would cost more than writing it. */
export const bookRows = {
  /** Adds rows to a table; `columns` names what each row holds, in its order. */
  async insert(
    transaction: ApiTransaction,
    { table, columns }: { table: BookTable; columns: readonly string[] },
    rows: readonly (readonly unknown[])[],
  ): Promise<void> {
    const isSqlite = transaction.getExecutor().adapter.constructor.name === 'SqliteAdapter';
    const atOnce = Math.floor(MOST_PARAMETERS / columns.length);
    for (let start = 0; start < rows.length; start += atOnce) {
      const some = rows.slice(start, start + atOnce);
      let hole = 0;
      const tuple = (): string => `(${columns.map(() => (isSqlite ? '?' : `$${++hole}`)).join(',')})`;
      const text = `insert into ${table} (${columns.join(',')}) values ${some.map(tuple).join(',')}`;
      await transaction.executeQuery(CompiledQuery.raw(text, some.flat()));
    }
  },

  /** Numbers that stand twice in the book or are given out already, with the lines; at most a few. */
  async takenNumbers(reader: ApiDatabase, importId: string): Promise<readonly { line: number; number: string }[]> {
    const { rows } = await sql<{ line: number; number: string }>`
      select max(line) as line, number from api_book_row where import_id = ${importId}
      group by number having count(*) > 1
      union all
      select waiting.line, waiting.number from api_book_row waiting
      join api_policy policy on policy.number = waiting.number where waiting.import_id = ${importId}
      order by line limit ${SHOWN}`.execute(reader);
    return rows;
  },

  /** Addresses in the book that several policyholders have, with a line of each; at most a few. */
  async ambiguousAddresses(reader: ApiDatabase, importId: string): Promise<readonly { line: number; email: string }[]> {
    const { rows } = await sql<{ line: number; email: string }>`
      select min(waiting.line) as line, waiting.email from api_book_row waiting
      join api_policyholder holder on holder.email = waiting.email where waiting.import_id = ${importId}
      group by waiting.email having count(distinct holder.id) > 1 order by line limit ${SHOWN}`.execute(reader);
    return rows;
  },

  /** The next rows in the order of addresses, so that each policyholder's stand together. */
  async next(
    reader: ApiDatabase,
    importId: string,
    { after, limit }: { after: { email: string; line: number }; limit: number },
  ): Promise<readonly OwnedRow[]> {
    const { rows } = await sql<OwnedRow>`
      select waiting.line, waiting.email, waiting.number, waiting.content, holder.id as "ownerId",
        holder.audit_position as "position", holder.audit_head as "head"
      from api_book_row waiting left join api_policyholder holder on holder.email = waiting.email
      where waiting.import_id = ${importId} and (waiting.email, waiting.line) > (${after.email}, ${after.line})
      order by waiting.email, waiting.line limit ${limit}`.execute(reader);
    return rows;
  },

  /** Moves the end of a policyholder's chain of audit events on. */
  async setHead(transaction: ApiTransaction, id: string, end: { position: number; head: string }): Promise<void> {
    const head = { audit_position: end.position, audit_head: end.head };
    await transaction.updateTable('api_policyholder').set(head).where('id', '=', id).execute();
  },

  /** Forgets the rows of an import, and those of imports that were ended by force before `before`. */
  async forget(transaction: ApiTransaction, importId: string, before: Date): Promise<void> {
    await sql`delete from api_book_row where import_id = ${importId} or imported_at < ${before.getTime()}`.execute(
      transaction,
    );
  },

  /** Policies after one, in the order of policyholder and number, each with the address it is found by. */
  async policiesAfter(reader: ApiDatabase, after: { policyholderId: string; number: string }, limit: number) {
    return reader
      .selectFrom('api_policy')
      .innerJoin('api_policyholder', 'api_policyholder.id', 'api_policy.policyholder_id')
      .selectAll('api_policy')
      .select('api_policyholder.email as email')
      .where(sql<boolean>`(api_policy.policyholder_id, api_policy.number) > (${after.policyholderId}, ${after.number})`)
      .orderBy('api_policy.policyholder_id')
      .orderBy('api_policy.number')
      .limit(limit)
      .execute();
  },
};
