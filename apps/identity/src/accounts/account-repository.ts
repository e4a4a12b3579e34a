import { compiledQuery, type Database, type Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import { asLanguage, type Language } from '../words/language.ts';
import type { Account } from './account.ts';

/** The directory. Addresses are given in the form of `parseEmailAddress`, user names in that of `parseUserName`. */
export type AccountRepository = {
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  findByUserName(userName: string): Promise<Account | undefined>;
  /** The account of this address with its password's hash. */
  findCredential(email: string): Promise<{ account: Account; passwordHash: string } | undefined>;
  /** @throws a unique violation when the address or the user name has an account already. */
  insert(transaction: Transaction<IdentityTables>, account: Account, passwordHash: string): Promise<void>;
  /** Sets a new password, to be changed in turn only if told; refresh tokens issued before `now` are dead from then on. */
  changePassword(transaction: Transaction<IdentityTables>, change: PasswordChange): Promise<void>;
  /** Replaces the hash of the same password; nobody is signed out. A hash that changed meanwhile stays. */
  renewHash(transaction: Transaction<IdentityTables>, change: HashRenewal): Promise<void>;
  /** Sessions that began and refresh tokens that were issued before `now` are dead from then on. */
  endTokens(transaction: Transaction<IdentityTables>, accountId: string, now: Date): Promise<void>;
  /** Says whether another password has to be chosen before this one signs anybody in again. */
  demandNewPassword(transaction: Transaction<IdentityTables>, accountId: string, isDemanded: boolean): Promise<void>;
  /** Remembers in which language the person reads. */
  changeLanguage(transaction: Transaction<IdentityTables>, accountId: string, language: Language): Promise<void>;
  /** Gives an account a user name, or takes it away. @throws a unique violation when somebody has it. */
  changeUserName(transaction: Transaction<IdentityTables>, accountId: string, userName?: string): Promise<void>;
  changeAttributes(
    transaction: Transaction<IdentityTables>,
    accountId: string,
    attributes: Account['attributes'],
  ): Promise<void>;
};

export type PasswordChange = { accountId: string; passwordHash: string; now: Date; mustChange?: boolean };
export type HashRenewal = { accountId: string; from: string; to: string };

export function createAccountRepository(db: Database<IdentityTables>): AccountRepository {
  const select = db.selectFrom('identity_account').selectAll();
  const byId = compiledQuery({ id: 'text' }, (hole) => select.where('id', '=', hole.id).compile());
  const byEmail = compiledQuery({ email: 'text' }, (hole) => select.where('email', '=', hole.email).compile());
  const byName = compiledQuery({ userName: 'text' }, (hole) => select.where('user_name', '=', hole.userName).compile());
  return {
    async find(id) {
      const [row] = (await db.executeQuery(byId({ id }))).rows;
      return row && toAccount(row);
    },
    async findByEmail(email) {
      const [row] = (await db.executeQuery(byEmail({ email }))).rows;
      return row && toAccount(row);
    },
    async findByUserName(userName) {
      const [row] = (await db.executeQuery(byName({ userName }))).rows;
      return row && toAccount(row);
    },
    async findCredential(email) {
      const [row] = (await db.executeQuery(byEmail({ email }))).rows;
      return row && { account: toAccount(row), passwordHash: row.password_hash };
    },
    async insert(transaction, account, passwordHash) {
      await transaction.insertInto('identity_account').values(toRow(account, passwordHash)).execute();
    },
    async changePassword(transaction, { accountId, passwordHash, now, mustChange = false }) {
      await transaction
        .updateTable('identity_account')
        .set({
          password_hash: passwordHash,
          refresh_tokens_valid_from: now.getTime(),
          must_change_password: mustChange ? 1 : 0,
        })
        .where('id', '=', accountId)
        .execute();
    },
    async renewHash(transaction, { accountId, from, to }) {
      await transaction
        .updateTable('identity_account')
        .set({ password_hash: to })
        .where('id', '=', accountId)
        .where('password_hash', '=', from)
        .execute();
    },
    async endTokens(transaction, accountId, now) {
      await transaction
        .updateTable('identity_account')
        .set({ refresh_tokens_valid_from: now.getTime() })
        .where('id', '=', accountId)
        .execute();
    },
    async demandNewPassword(transaction, accountId, isDemanded) {
      await transaction
        .updateTable('identity_account')
        .set({ must_change_password: isDemanded ? 1 : 0 })
        .where('id', '=', accountId)
        .execute();
    },
    async changeLanguage(transaction, accountId, language) {
      await transaction.updateTable('identity_account').set({ language }).where('id', '=', accountId).execute();
    },
    async changeUserName(transaction, accountId, userName) {
      await transaction
        .updateTable('identity_account')
        .set({ user_name: userName ?? null })
        .where('id', '=', accountId)
        .execute();
    },
    async changeAttributes(transaction, accountId, attributes) {
      await transaction
        .updateTable('identity_account')
        .set({ attributes: JSON.stringify(attributes) })
        .where('id', '=', accountId)
        .execute();
    },
  };
}

type Row = IdentityTables['identity_account'];

function toRow(account: Account, passwordHash: string): Row {
  return {
    id: account.id,
    email: account.email,
    user_name: account.userName ?? null,
    password_hash: passwordHash,
    attributes: JSON.stringify(account.attributes),
    created_at: account.createdAt.getTime(),
    is_disabled: account.isDisabled ? 1 : 0,
    refresh_tokens_valid_from: account.refreshTokensValidFrom.getTime(),
    must_change_password: account.mustChangePassword ? 1 : 0,
    language: account.language ?? null,
  };
}

/** The account that a row holds. */
export function toAccount(row: Row): Account {
  const language = asLanguage(row.language);
  return {
    id: row.id,
    email: row.email,
    ...(row.user_name !== null && { userName: row.user_name }),
    attributes: JSON.parse(row.attributes),
    createdAt: new Date(row.created_at),
    isDisabled: row.is_disabled === 1,
    refreshTokensValidFrom: new Date(row.refresh_tokens_valid_from),
    ...(row.must_change_password === 1 && { mustChangePassword: true }),
    ...(language && { language }),
  };
}
