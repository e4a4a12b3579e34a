import { type Database, isPostgres, type Transaction } from '@surety/database';
import { sql } from 'kysely';
import type { IdentityTables } from '../database.ts';
import type { Account } from './account.ts';
import { toAccount } from './account-repository.ts';

/** Which accounts are listed. */
export type Selection = {
  /** Part of the address, of the user name, or of what an attribute says, in any letter case (SQLite: of English). */
  search?: string | undefined;
  isDisabled?: boolean | undefined;
};

export type Page = Selection & {
  limit: number /** The last address of the page before. */;
  after?: string | undefined;
};

/** An account with its password's hash, for an export that asks for it. */
export type Credential = { account: Account; passwordHash: string };

/** The directory as an operator works on it. Addresses are in the form of `parseEmailAddress`, in whose order accounts come. */
export type DirectoryRepository = {
  page(page: Page): Promise<Credential[]>;
  count(selection: Selection): Promise<number>;
  /** A disabled account signs in nowhere, and what it opened is dead, also when it is enabled again. */
  setDisabled(
    transaction: Transaction<IdentityTables>,
    change: { accountId: string; isDisabled: boolean; now: Date },
  ): Promise<void>;
  /** Removes an account and everything that hangs on it: factors, SSO sessions, grants with their tokens. */
  remove(transaction: Transaction<IdentityTables>, accountId: string): Promise<void>;
};

export function createDirectoryRepository(db: Database<IdentityTables>): DirectoryRepository {
  return {
    async page({ limit, after, ...selection }) {
      let query = selected(db, selection).selectAll().orderBy('email').limit(limit);
      if (after !== undefined) query = query.where('email', '>', after);
      return (await query.execute()).map((row) => ({ account: toAccount(row), passwordHash: row.password_hash }));
    },
    async count(selection) {
      const { count } = await selected(db, selection)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async setDisabled(transaction, { accountId, isDisabled, now }) {
      await transaction
        .updateTable('identity_account')
        .set({ is_disabled: isDisabled ? 1 : 0, ...(isDisabled && { refresh_tokens_valid_from: now.getTime() }) })
        .where('id', '=', accountId)
        .execute();
    },
    async remove(transaction, accountId) {
      await transaction.deleteFrom('identity_grant').where('account_id', '=', accountId).execute();
      await transaction.deleteFrom('identity_sso_session').where('account_id', '=', accountId).execute();
      await transaction.deleteFrom('identity_account').where('id', '=', accountId).execute();
    },
  };
}

function selected(db: Database<IdentityTables>, { search, isDisabled }: Selection) {
  let query = db.selectFrom('identity_account');
  if (isDisabled !== undefined) query = query.where('is_disabled', '=', isDisabled ? 1 : 0);
  if (search === undefined) return query;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return query.where(holdsText(db, pattern));
}

/** Whether address, user name or the value of an attribute is like this; the names of attributes are no text of anybody. */
function holdsText(db: Database<IdentityTables>, pattern: string) {
  const isLike = isPostgres(db) ? sql`ilike` : sql`like`;
  const values = isPostgres(db) ? sql`jsonb_each_text(attributes::jsonb)` : sql`json_each(attributes)`;
  return sql<boolean>`(email ${isLike} ${pattern} escape '\\' or user_name ${isLike} ${pattern} escape '\\'
    or exists (select 1 from ${values} as held where held.value ${isLike} ${pattern} escape '\\'))`;
}
