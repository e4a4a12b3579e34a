import { CompiledQuery, sql } from 'kysely';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** A row that waits: its line, whose it is, its number, and the policy in JSON. */
export type WaitingRow = { line: number; email: string; number: string; content: string };

/** A policyholder who has an address, and the end of their chain of audit events. */
export type KnownHolder = { id: string; email: string; position: number; head: string };

export type BookTable = 'api_book_row' | 'api_policyholder' | 'api_policy' | 'api_audit_event';

const MOST_PARAMETERS = 16_000;

/**
 * The tables of an import, written many rows to a statement: building each row's own would cost more than writing it. No
 * statement is about the whole book: walking shows how far it is, and can be ended at any time.
 */
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

  /** The next numbers of the book in their order, each with its line; one that stands twice comes twice, one after the other. */
  async numbersAfter(
    reader: ApiDatabase,
    importId: string,
    { after, limit }: { after: { number: string; line: number }; limit: number },
  ): Promise<readonly { number: string; line: number }[]> {
    const { rows } = await sql<{ number: string; line: number }>`
      select number, line from api_book_row
      where import_id = ${importId} and number >= ${after.number} and (number > ${after.number} or line > ${after.line})
      order by number, line limit ${limit}`.execute(reader);
    return rows;
  },

  /** The next rows in the order of addresses, so that each policyholder's stand together. */
  async next(
    reader: ApiDatabase,
    importId: string,
    { after, limit }: { after: { email: string; line: number }; limit: number },
  ): Promise<readonly WaitingRow[]> {
    const { rows } = await sql<WaitingRow>`
      select line, email, number, content from api_book_row
      where import_id = ${importId} and (email, line) > (${after.email}, ${after.line})
      order by email, line limit ${limit}`.execute(reader);
    return rows;
  },

  /** Every policyholder who has one of these addresses. */
  async holdersWith(reader: ApiDatabase, addresses: readonly string[]): Promise<readonly KnownHolder[]> {
    if (addresses.length === 0) return [];
    return reader
      .selectFrom('api_policyholder')
      .select(['id', 'email', 'audit_position as position', 'audit_head as head'])
      .where('email', 'in', addresses)
      .$narrowType<{ email: string }>()
      .execute();
  },

  /** Moves the end of a policyholder's chain of audit events on. */
  async setHead(transaction: ApiTransaction, id: string, end: { position: number; head: string }): Promise<void> {
    const head = { audit_position: end.position, audit_head: end.head };
    await transaction.updateTable('api_policyholder').set(head).where('id', '=', id).execute();
  },

  /** Forgets rows of an import, at most so many; answers whether there may be more. */
  async forgetSome(transaction: ApiTransaction, importId: string, limit: number): Promise<boolean> {
    const { numAffectedRows } = await sql`delete from api_book_row where (import_id, email, line) in
      (select import_id, email, line from api_book_row where import_id = ${importId} order by email, line limit ${limit})`.execute(
      transaction,
    );
    return numAffectedRows === BigInt(limit);
  },

  /** An import whose rows have waited since before `before`: it was ended by force. */
  async abandonedImport(reader: ApiDatabase, before: Date): Promise<string | undefined> {
    const { rows } = await sql<{ importId: string }>`
      select import_id as "importId" from api_book_row where imported_at < ${before.getTime()} limit 1`.execute(reader);
    return rows[0]?.importId;
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
