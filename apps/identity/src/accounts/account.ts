import type { AttributeName } from '../tenant/tenant.ts';
import type { Language } from '../words/language.ts';

/** A person's record in the directory. */
export type Account = {
  /** Object id, a GUID: `sub` and `oid`. */
  id: string;
  /** The address that signs in, lower case, verified before the account existed. */
  email: string;
  /** Signs in as well, in user flows that take user names; lower case (Graph: `identities`, `signInType` `userName`). */
  userName?: string;
  attributes: Partial<Record<AttributeName, string>>;
  createdAt: Date;
  isDisabled: boolean;
  /** Refresh tokens issued before this are dead (password reset, "sign out everywhere"). */
  refreshTokensValidFrom: Date;
  /** Whether the password, right as it is, signs nobody in before another is chosen (Graph: `forceChangePasswordNextSignIn`). */
  mustChangePassword?: true;
  /** In which language its person last read our pages. */
  language?: Language;
};

/**
 * Whether a proof given then still speaks for this account: it is not disabled, and its password was not reset since.
 * @param authenticatedAt when the person last proved themselves, in milliseconds.
 */
export function isStillProven(account: Account, authenticatedAt: number | undefined): boolean {
  return !account.isDisabled && (authenticatedAt ?? 0) >= account.refreshTokensValidFrom.getTime();
}
