import type { AttributeName } from '../tenant/tenant.ts';

/** A person's record in the directory. */
export type Account = {
  /** Object id, a GUID: `sub` and `oid`. */
  id: string;
  /** The address that signs in, lower case, verified before the account existed. */
  email: string;
  attributes: Partial<Record<AttributeName, string>>;
  createdAt: Date;
  isDisabled: boolean;
  /** Refresh tokens issued before this are dead (password reset, "sign out everywhere"). */
  refreshTokensValidFrom: Date;
};
