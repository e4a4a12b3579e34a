import type { Database, Transaction } from '@surety/database';
import { NO_PASSWORD } from '../accounts/password-hashes.ts';
import type { IdentityTables } from '../database.ts';

/** One account that waits for its import to be whole. */
export type WaitingRow = IdentityTables['identity_account_import'];

/** A row that cannot come in: its address or object id stands on an earlier line, or has an account already. */
export type Collision = { line: number; subject: string; earlierLine?: number };

/** Of what each account has its own. */
type UniqueColumn = 'email' | 'user_name' | 'id';

/** Where accounts of a file wait until all of them are known to be right. */
export type ImportRepository = {
  insert(transaction: Transaction<IdentityTables>, rows: readonly WaitingRow[]): Promise<void>;
  /** Drops later rows whose address may stand in the file again. */
  removeRepeated(transaction: Transaction<IdentityTables>, runId: string): Promise<void>;
  repeated(runId: string, column: UniqueColumn, limit: number): Promise<Collision[]>;
  taken(runId: string, column: UniqueColumn, limit: number): Promise<Collision[]>;
  /** Drops rows whose address has an account; answers how many. */
  removeTaken(transaction: Transaction<IdentityTables>, runId: string): Promise<number>;
  count(runId: string): Promise<{ all: number; withoutPassword: number }>;
  /** Makes accounts of all rows at once. */
  move(transaction: Transaction<IdentityTables>, runId: string, now: Date): Promise<void>;
  remove(transaction: Transaction<IdentityTables>, runId: string): Promise<void>;
  /** Drops what imports left behind that were ended by force. */
  removeOlder(transaction: Transaction<IdentityTables>, before: Date): Promise<void>;
};

const WAITING = 'identity_account_import';

export function createImportRepository(db: Database<IdentityTables>): ImportRepository {
  return {
    async insert(transaction, rows) {
      await transaction
        .insertInto(WAITING)
        .values([...rows])
        .execute();
    },
    async removeRepeated(transaction, runId) {
      const firsts = transaction
        .selectFrom(WAITING)
        .select(({ fn }) => fn.min('position').as('position'))
        .where('run_id', '=', runId)
        .groupBy('email');
      await transaction
        .deleteFrom(WAITING)
        .where('run_id', '=', runId)
        .where('may_repeat', '=', 1)
        .where('position', 'not in', firsts)
        .execute();
    },
    async repeated(runId, column, limit) {
      const numbered = db
        .selectFrom(WAITING)
        .select(({ fn }) => [
          'line',
          'position',
          `${column} as subject`,
          fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy(column).orderBy('position'))
            .as('nth'),
          fn
            .agg<number>('first_value', ['line'])
            .over((over) => over.partitionBy(column).orderBy('position'))
            .as('earlier'),
        ])
        .where('run_id', '=', runId)
        .where(column, 'is not', null)
        .as('numbered');
      const rows = await db
        .selectFrom(numbered)
        .selectAll()
        .where('nth', '>', 1)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(({ line, subject, earlier }) => ({ line, subject: subject ?? '', earlierLine: Number(earlier) }));
    },
    async taken(runId, column, limit) {
      const rows = await db
        .selectFrom(WAITING)
        .innerJoin('identity_account', `identity_account.${column}`, `${WAITING}.${column}`)
        .select([`${WAITING}.line as line`, `${WAITING}.${column} as subject`])
        .where('run_id', '=', runId)
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(({ line, subject }) => ({ line, subject: subject ?? '' }));
    },
    async removeTaken(transaction, runId) {
      const { numDeletedRows } = await transaction
        .deleteFrom(WAITING)
        .where('run_id', '=', runId)
        .where('email', 'in', (held) => held.selectFrom('identity_account').select('email'))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async count(runId) {
      const { all, without } = await db
        .selectFrom(WAITING)
        .select(({ fn }) => [
          fn.countAll().as('all'),
          fn.countAll().filterWhere('password_hash', '=', NO_PASSWORD).as('without'),
        ])
        .where('run_id', '=', runId)
        .executeTakeFirstOrThrow();
      return { all: Number(all), withoutPassword: Number(without) };
    },
    move,
    async remove(transaction, runId) {
      await transaction.deleteFrom(WAITING).where('run_id', '=', runId).execute();
    },
    async removeOlder(transaction, before) {
      await transaction.deleteFrom(WAITING).where('began_at', '<', before.getTime()).execute();
    },
  };
}

/** Columns that an account has while it waits and afterwards. */
const KEPT = [
  'id',
  'email',
  'user_name',
  'password_hash',
  'attributes',
  'created_at',
  'is_disabled',
  'must_change_password',
  'language',
] as const;

async function move(transaction: Transaction<IdentityTables>, runId: string, now: Date): Promise<void> {
  await transaction
    .insertInto('identity_account')
    .columns([...KEPT, 'refresh_tokens_valid_from'])
    .expression((from) =>
      from
        .selectFrom(WAITING)
        .select((row) => [...KEPT, row.cast<number>(row.val(now.getTime()), 'bigint').as('refresh_tokens_valid_from')])
        .where('run_id', '=', runId),
    )
    .execute();
  await transaction.deleteFrom(WAITING).where('run_id', '=', runId).execute();
}
