import type { SignInIdentifier } from '../tenant/tenant.ts';
import type { Account } from './account.ts';
import { checkPassword, type PasswordServices } from './check-password.ts';
import { addressOf, parseSignInName } from './sign-in-name.ts';

/** Whose password it is and their address, or why nobody's. */
export type TypedVerdict =
  | { account: Account; email: string }
  | { refused: 'locked' | 'wrong-credentials' | 'disabled' | 'not-an-address' }
  | { refused: 'expired'; account: Account; email: string };

/**
 * As {@link checkPassword}, for an address or user name as it was typed elsewhere than on our pages. Where no password was compared, the
 * answer takes as long all the same.
 */
export async function checkTypedPassword(
  services: PasswordServices,
  { username, identifiers }: { username: string; identifiers: readonly SignInIdentifier[] },
  password: string,
): Promise<TypedVerdict> {
  const name = parseSignInName(identifiers, username);
  if (name === undefined) {
    await services.passwords.isRight(undefined, password);
    return { refused: 'not-an-address' };
  }
  const email = await addressOf(services.accounts, name);
  const verdict = await checkPassword(services, { email }, password);
  if ('account' in verdict) return { ...verdict, email };
  if (verdict.refused === 'locked') await services.passwords.isRight(undefined, password);
  return verdict;
}
