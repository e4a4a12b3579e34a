import { type Database, inTransaction } from '@surety/database';
import type { SecurityEvents } from '../audit/security-events.ts';
import type { IdentityTables } from '../database.ts';
import type { IdentityMetrics } from '../metrics.ts';
import type { Account } from './account.ts';
import type { AccountRepository } from './account-repository.ts';
import type { Lockout, Try } from './lockout.ts';
import type { Passwords } from './passwords.ts';

/** What judging a password needs. */
export type PasswordServices = {
  db: Database<IdentityTables>;
  accounts: Pick<AccountRepository, 'findCredential' | 'findByUserName' | 'renewHash'>;
  lockout: Lockout;
  passwords: Passwords;
  securityEvents: Pick<SecurityEvents, 'record' | 'recordUnseen'>;
  metrics: Pick<IdentityMetrics, 'count'>;
};

/**
 * Whose password it is, or why nobody is signed in; the reason is for the log, and only partly for the person. A password
 * that is `expired` is right, and its person has to choose another.
 */
export type PasswordVerdict =
  | { account: Account }
  | { refused: 'locked' | 'wrong-credentials' | 'disabled' }
  | { refused: 'expired'; account: Account };

/**
 * The lockout's name for wrong passwords at an address: one for all strangers, one for each browser that is familiar.
 * @param familiarId of the browser, when this address signed in there before
 */
export function passwordSubject(email: string, familiarId?: string): string {
  return familiarId === undefined ? `password:${email}` : `password:${email}:${familiarId}`;
}

/**
 * Judges an address and its password. The try counts first; an address that nobody has takes as long and locks like
 * any other. Whoever goes on with the account clears the lockout's count of {@link passwordSubject}.
 */
export async function checkPassword(
  services: PasswordServices,
  { email, familiarId }: { email: string; familiarId?: string | undefined },
  password: string,
): Promise<PasswordVerdict> {
  const { accounts, lockout, passwords } = services;
  const taken = await lockout.take(passwordSubject(email, familiarId), password);
  if (taken.isAllowed && taken.locks !== undefined) services.metrics.count('lockouts');
  if (!taken.isAllowed) return { refused: 'locked' };
  const credential = await accounts.findCredential(email);
  const isRight = await passwords.isRight(credential?.passwordHash, password);
  if (!credential) return { refused: 'wrong-credentials' };
  if (!isRight) {
    recordRefusal(services, credential.account, taken);
    return { refused: 'wrong-credentials' };
  }
  if (credential.account.isDisabled) {
    services.securityEvents.recordUnseen(credential.account, { event: 'sign-in-refused', reason: 'disabled' });
    return { refused: 'disabled' };
  }
  if (passwords.isOutdated(credential.passwordHash)) await renewHash(services, credential, password);
  const { account } = credential;
  return account.mustChangePassword ? { refused: 'expired', account } : { account };
}

/** What counts is written down, and no more: so the audit grows no faster than the lockout lets anybody guess. */
function recordRefusal({ securityEvents }: PasswordServices, account: Account, { isCounted, locks }: Try): void {
  if (isCounted) securityEvents.recordUnseen(account, { event: 'sign-in-refused', reason: 'wrong-password' });
  if (locks !== undefined) securityEvents.recordUnseen(account, { event: 'locked', locks });
}

/** A hash that came from elsewhere becomes one of ours at the first sign-in, the only moment when the password is known. */
async function renewHash(
  { db, accounts, passwords }: PasswordServices,
  { account, passwordHash }: { account: Account; passwordHash: string },
  password: string,
): Promise<void> {
  const renewed = await passwords.hash(password);
  const change = { accountId: account.id, from: passwordHash, to: renewed };
  await inTransaction(db, (transaction) => accounts.renewHash(transaction, change));
}
