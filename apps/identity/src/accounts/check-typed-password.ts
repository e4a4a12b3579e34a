import type { Account } from './account.ts';
import { checkPassword, type PasswordServices } from './check-password.ts';
import { parseEmailAddress } from './email-address.ts';

/** Whose password it is and their address, or why nobody's. */
export type TypedVerdict =
  | { account: Account; email: string }
  | { refused: 'locked' | 'wrong-credentials' | 'disabled' | 'not-an-address' };

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
  const verdict = email === undefined ? undefined : await checkPassword(services, { email }, password);
  if (email !== undefined && verdict && 'account' in verdict) return { account: verdict.account, email };
  const refused = verdict && 'refused' in verdict ? verdict.refused : 'not-an-address';
  if (!verdict || refused === 'locked') await services.passwords.isRight(undefined, password);
  return { refused };
}
