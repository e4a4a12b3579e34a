import { parseEmailAddress } from '@surety/web';
import type { SignInIdentifier, UserFlow } from '../tenant/tenant.ts';
import type { Account } from './account.ts';
import { parseUserName } from './user-name.ts';

/** What a person names themselves by, in the form in which accounts are found. */
export type SignInName = { email: string } | { userName: string };

/** By what a user flow knows people: addresses unless told. */
export function identifiersOf({ identifiers = ['email'] }: Pick<UserFlow, 'identifiers'>): readonly SignInIdentifier[] {
  return identifiers;
}

/** Reads a sign-in name that was typed; `undefined` when it is none of this kind. */
export function parseSignInName(identifiers: readonly SignInIdentifier[], typed: string): SignInName | undefined {
  if (typed.includes('@')) {
    const email = identifiers.includes('email') ? parseEmailAddress(typed) : undefined;
    return email === undefined ? undefined : { email };
  }
  const userName = identifiers.includes('username') ? parseUserName(typed) : undefined;
  return userName === undefined ? undefined : { userName };
}

/**
 * The address under which everything about a sign-in is counted, so that an account with two names has one lock. A user name
 * that nobody has stands for itself: no account has it as its address, and it is judged and locked like any other.
 */
export async function addressOf(
  accounts: { findByUserName(userName: string): Promise<Account | undefined> },
  name: SignInName,
): Promise<string> {
  if ('email' in name) return name.email;
  return (await accounts.findByUserName(name.userName))?.email ?? name.userName;
}
