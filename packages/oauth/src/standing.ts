import type { JWTPayload } from 'jose';

/** Under which names a provider's tokens say what is not the same everywhere. */
export type StandingClaims = {
  /** Holds roles: an array, or words with spaces, commas or semicolons between them. */
  roles: string;
  /** Holds when a sign-in factor last changed, in seconds since 1970; absent where no provider says so. */
  factorChangedAt?: string | undefined;
};

/** Roles that a token gives its bearer, in lower case. B2C writes custom attributes as one text, others write an array. */
export function rolesOf(claims: JWTPayload, claim: string): ReadonlySet<string> {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  const given = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,;]+/) : [];
  return new Set(given.filter((role) => typeof role === 'string' && role !== '').map((role) => role.toLowerCase()));
}

/** When a sign-in factor of the bearer last changed, if the token says so. */
export function factorChangedAt(claims: JWTPayload, claim: string | undefined): Date | undefined {
  const value = claim !== undefined && Object.hasOwn(claims, claim) ? Number(claims[claim]) : Number.NaN;
  return Number.isSafeInteger(value) && value > 0 ? new Date(value * 1000) : undefined;
}
