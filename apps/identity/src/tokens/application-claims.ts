import type { Account } from '../accounts/account.ts';
import type { Progress } from '../steps/progress.ts';
import type { AttributeName, UserFlow } from '../tenant/tenant.ts';

/** The claims about a person that a user flow returns, in the order in which B2C writes them. */
export type ApplicationClaims = {
  oid?: string;
  given_name?: string;
  family_name?: string;
  name?: string;
  city?: string;
  country?: string;
  emails?: readonly string[];
  newUser?: true;
  isForgotPassword?: true;
};

const ATTRIBUTES: readonly AttributeName[] = ['given_name', 'family_name', 'name', 'city', 'country'];

/** Selects the claims that the user flow returns about this account. Empty attributes are left out. */
export function applicationClaims(userFlow: UserFlow, account: Account, progress: Progress): ApplicationClaims {
  const wanted = new Set<string>(userFlow.claims);
  const claims: ApplicationClaims = {};
  if (wanted.has('oid')) claims.oid = account.id;
  for (const name of ATTRIBUTES) {
    const value = account.attributes[name];
    if (wanted.has(name) && value) claims[name] = value;
  }
  if (wanted.has('emails')) claims.emails = [account.email];
  if (wanted.has('newUser') && progress.isNewUser) claims.newUser = true;
  if (progress.isForgotPassword) claims.isForgotPassword = true;
  return claims;
}
