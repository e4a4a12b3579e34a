import type { Account } from './account.ts';
import type { AccountRepository } from './account-repository.ts';
import type { Lockout } from './lockout.ts';
import type { Passwords } from './passwords.ts';

/** What judging a password needs. */
export type PasswordServices = {
  accounts: Pick<AccountRepository, 'findCredential'>;
  lockout: Lockout;
  passwords: Passwords;
};

/** Whose password it is, or why nobody is signed in; the reason is for the log, and only partly for the person. */
export type PasswordVerdict = { account: Account } | { refused: 'locked' | 'wrong-credentials' | 'disabled' };

/** The lockout's name for wrong passwords at an address. */
export function passwordSubject(email: string): string {
  return `password:${email}`;
}

/**
 * Judges an address and its password. The try counts first; an address that nobody has takes as long and locks like
 * any other. Whoever goes on with the account clears the lockout's count of {@link passwordSubject}.
 */
export async function checkPassword(
  { accounts, lockout, passwords }: PasswordServices,
  email: string,
  password: string,
): Promise<PasswordVerdict> {
  if (!(await lockout.mayTry(passwordSubject(email), password))) return { refused: 'locked' };
  const credential = await accounts.findCredential(email);
  const isRight = await passwords.isRight(credential?.passwordHash, password);
  if (!credential || !isRight) return { refused: 'wrong-credentials' };
  return credential.account.isDisabled ? { refused: 'disabled' } : { account: credential.account };
}
