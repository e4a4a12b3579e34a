import type { Transaction } from '@surety/database';
import type { IdentityTables } from './database.ts';

/** What is over by a moment of its own: the table and the column that holds it, which has an index. */
export const EXPIRING = [
  { table: 'identity_journey', column: 'expires_at' },
  { table: 'identity_pushed_request', column: 'expires_at' },
  { table: 'identity_spent_nonce', column: 'expires_at' },
  { table: 'identity_sso_session', column: 'expires_at' },
  { table: 'identity_grant', column: 'ends_at' },
  { table: 'identity_email_code', column: 'expires_at' },
] as const;

type Columns = { expires_at: number; ends_at: number };

/** Removes what was over first, about `most` rows and no more, so that it never takes long; answers how many they were. */
export async function removeExpired(
  transaction: Transaction<IdentityTables>,
  { table, column }: (typeof EXPIRING)[number],
  { now, most }: { now: Date; most: number },
): Promise<number> {
  // All of them have such a column of milliseconds; which one, the table above says.
  const some = transaction as unknown as Transaction<{ [table]: Columns }>;
  const over = some.selectFrom(table).select(column).where(column, '<=', now.getTime()).orderBy(column).limit(most);
  const last = (await over.execute()).at(-1)?.[column];
  if (last === undefined) return 0;
  const { numDeletedRows } = await some.deleteFrom(table).where(column, '<=', last).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Removes sign-ins of which neither a session nor a grant is left, at most `most`; answers how many they were. */
export async function removeSignInsOver(transaction: Transaction<IdentityTables>, most: number): Promise<number> {
  const over = transaction
    .selectFrom('identity_sign_in')
    .select('identity_sign_in.id')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('identity_sso_session').select('scope_key').whereRef('sign_in_id', '=', 'identity_sign_in.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('identity_grant').select('client_id').whereRef('sign_in_id', '=', 'identity_sign_in.id'))),
    )
    .limit(most);
  const { numDeletedRows } = await transaction
    .deleteFrom('identity_sign_in')
    .where('id', 'in', over)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
