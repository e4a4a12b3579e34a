import { type Database, inTransaction, type Transaction } from '@surety/database';
import { type Clock, parseEmailAddress, SettingsError, systemClock } from '@surety/web';
import type { Account } from '../../accounts/account.ts';
import { type AccountRepository, createAccountRepository } from '../../accounts/account-repository.ts';
import { type BreachedPasswords, createBreachedPasswords } from '../../accounts/breached-passwords.ts';
import { createDirectoryRepository, type DirectoryRepository } from '../../accounts/directory-repository.ts';
import { createPasswords, type Passwords } from '../../accounts/passwords.ts';
import { parseSignInName } from '../../accounts/sign-in-name.ts';
import { parseUserName } from '../../accounts/user-name.ts';
import type { SecurityEvents } from '../../audit/security-events.ts';
import type { IdentityConfig } from '../../config.ts';
import type { IdentityTables } from '../../database.ts';
import { createLogoutNoticeQueue, type QueueLogoutNotices } from '../../logout-notices/queue-logout-notices.ts';
import { openIdentityDatabase } from '../../open-database.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { tenantOf } from '../../tenant/tenant-of.ts';
import { UsageError } from '../command.ts';
import { operatorEvents } from '../operator-events.ts';

/** What commands about people work with. */
export type Directory = {
  db: Database<IdentityTables>;
  accounts: AccountRepository;
  directory: DirectoryRepository;
  passwords: Passwords;
  breachedPasswords: BreachedPasswords;
  tenant: Tenant;
  clock: Clock;
  events: SecurityEvents;
  queueLogoutNotices: QueueLogoutNotices;
};

/**
 * Opens the directory that the settings name, does some work and closes it again. A server may run on it meanwhile.
 * @throws SettingsError when it cannot be opened, or the tenant's file is wrong.
 */
export async function withDirectory<Result>(
  config: IdentityConfig,
  work: (directory: Directory) => Promise<Result>,
): Promise<Result> {
  const tenant = await tenantOf(config);
  const db = await openIdentityDatabase(config.databaseUrl);
  try {
    const directory = createDirectoryRepository(db);
    const accounts = createAccountRepository(db);
    const events = operatorEvents(db, tenant, config);
    const breachedPasswords = createBreachedPasswords(config.breachedPasswordsFile);
    const passwords = createPasswords();
    return await work({
      db,
      accounts,
      directory,
      tenant,
      passwords,
      breachedPasswords,
      clock: systemClock,
      events,
      queueLogoutNotices: createLogoutNoticeQueue({ db, tenant, clock: systemClock }),
    });
  } finally {
    await db.destroy();
  }
}

/** Reads an address that was typed. @throws UsageError when it is none. */
export function readAddress(typed: string): string {
  const email = parseEmailAddress(typed);
  if (email === undefined) throw new UsageError(`"${typed}" is no e-mail address.`);
  return email;
}

/** Reads a user name for somebody. @throws UsageError when it is none. */
export function readUserName(typed: string): string {
  const userName = parseUserName(typed);
  if (userName === undefined)
    throw new UsageError(`"${typed}" is no user name: up to 64 letters of English, digits and marks such as . _ -`);
  return userName;
}

/** The account of an address or user name that was typed. @throws SettingsError when nobody has it. */
export async function findPerson({ accounts }: Pick<Directory, 'accounts'>, typed: string): Promise<Account> {
  const name = parseSignInName(['email', 'username'], typed);
  if (name === undefined) throw new UsageError(`"${typed}" is neither an e-mail address nor a user name.`);
  if ('email' in name) {
    const account = await accounts.findByEmail(name.email);
    if (account) return account;
    throw new SettingsError(`Nobody has an account with the address ${name.email}.`);
  }
  const account = await accounts.findByUserName(name.userName);
  if (account) return account;
  throw new SettingsError(`Nobody has an account with the user name ${name.userName}.`);
}

/** Writes in one transaction, and sends the mail that was queued in it. */
export async function write(
  { db, events }: Directory,
  work: (transaction: Transaction<IdentityTables>) => Promise<void>,
): Promise<void> {
  await inTransaction(db, work);
  await events.deliver();
}
