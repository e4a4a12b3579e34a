import type { TransactionDetail } from '../authorize/authorization-details.ts';
import type { ResourceAccess } from '../authorize/authorization-request.ts';
import type { ApplicationClaims } from '../tokens/application-claims.ts';

/**
 * What one person allowed one application in one run of a user flow. Its authorization code and every refresh token
 * that follows belong to it and die with it.
 */
export type Grant = {
  id: string;
  clientId: string;
  /** Canonical name of the user flow that ran; only its token endpoint redeems the grant. */
  userFlow: string;
  accountId: string;
  content: GrantContent;
  startedAt: Date;
  /** When the last token of this grant must be dead: the end of the sliding window. */
  endsAt: Date;
  isRevoked: boolean;
  /** The sign-in it came of, and ends with. */
  signInId?: string;
};

/** What the tokens of a grant say. It never changes: a refresh renews times, not claims. */
export type GrantContent = {
  openidScopes: readonly string[];
  resource?: ResourceAccess;
  nonce?: string;
  /** What the person saw and confirmed. */
  transactions?: readonly TransactionDetail[];
  /** Origin of the issuer whose door the person came through; every token of the grant names it. */
  issuerOrigin: string;
  /** Milliseconds. */
  authenticatedAt: number;
  /** Absent in grants of older releases. */
  authentication?: { acr: string; amr: readonly string[] };
  claims: ApplicationClaims;
};

/** A code that waits for its redemption, or was redeemed. */
export type AuthorizationCode = {
  grant: Grant;
  redirectUri: string;
  challenge?: { value: string; method: 'S256' | 'plain' };
  issuedAt: Date;
  expiresAt: Date;
};

export type RefreshToken = { grant: Grant; issuedAt: Date; expiresAt: Date; isRotated: boolean };
