import type { Account } from '../accounts/account.ts';
import { BUILT_IN_ATTRIBUTES } from '../accounts/attributes.ts';
import { isWholeNumber } from '../accounts/custom-attributes.ts';
import type { Progress } from '../steps/progress.ts';
import { findCustomAttribute, isCustomAttributeName } from '../tenant/find.ts';
import type { BuiltInAttributeName, CustomAttribute, CustomAttributeName, Tenant, UserFlow } from '../tenant/tenant.ts';

/** The claims about a person that a user flow returns, in the order in which B2C writes them. */
export type ApplicationClaims = Partial<Record<BuiltInAttributeName, string>> & {
  [custom: CustomAttributeName]: string | number | boolean;
  oid?: string;
  emails?: readonly string[];
  'signInNames.userName'?: string;
  newUser?: true;
  isForgotPassword?: true;
};

/** B2C's name of it. */
const USER_NAME = 'signInNames.userName';

/**
 * Selects the claims that the user flow returns about this account. Empty attributes are left out, and so is `idp`: it names
 * the provider of a social account, which a local account has none of.
 */
export function applicationClaims(
  { tenant, userFlow }: { tenant: Pick<Tenant, 'customAttributes'>; userFlow: UserFlow },
  account: Account,
  progress: Progress,
): ApplicationClaims {
  const wanted = new Set<string>(userFlow.claims);
  const claims: ApplicationClaims = {};
  if (wanted.has('oid')) claims.oid = account.id;
  for (const name of BUILT_IN_ATTRIBUTES) {
    const value = account.attributes[name];
    if (wanted.has(name) && value) claims[name] = value;
  }
  for (const name of userFlow.claims.filter(isCustomAttributeName)) {
    const value = customValue(findCustomAttribute(tenant, name), account.attributes[name]);
    if (value !== undefined) claims[name] = value;
  }
  if (wanted.has('emails')) claims.emails = [account.email];
  if (wanted.has(USER_NAME) && account.userName !== undefined) claims[USER_NAME] = account.userName;
  if (wanted.has('newUser') && progress.isNewUser) claims.newUser = true;
  if (progress.isForgotPassword) claims.isForgotPassword = true;
  return claims;
}

/** A held text in the type that is declared now; left out where it has none, since declarations may change. */
function customValue(declared?: CustomAttribute, held?: string): string | number | boolean | undefined {
  if (!declared || held === undefined || held === '') return undefined;
  const { type } = declared;
  if (type === 'string') return held;
  if (type === 'number') return isWholeNumber(held) ? Number(held) : undefined;
  return held === 'true' || (held === 'false' ? false : undefined);
}
