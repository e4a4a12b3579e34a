import type { Account } from './account.ts';
import { checkPassword, type PasswordServices } from './check-password.ts';
import { parseEmailAddress } from './email-address.ts';

/** Whose password it is and their address, or why nobody's. */
export type TypedVerdict =
  | { account: Account; email: string }
  | { refused: 'locked' | 'wrong-credentials' | 'disabled' | 'not-an-address' }
  | { refused: 'expired'; account: Account; email: string };

/**
 * As {@link checkPassword}, for a name as it was typed elsewhere than on our pages. Where no password was compared, the
 * answer takes as long all the same.
 */
export async function checkTypedPassword(
  services: PasswordServices,
  username: string,
  password: string,
): Promise<TypedVerdict> {
  const email = parseEmailAddress(username);
  if (email === undefined) {
    await services.passwords.isRight(undefined, password);
    return { refused: 'not-an-address' };
  }
  const verdict = await checkPassword(services, { email }, password);
  if ('account' in verdict) return { ...verdict, email };
  if (verdict.refused === 'locked') await services.passwords.isRight(undefined, password);
  return verdict;
}
