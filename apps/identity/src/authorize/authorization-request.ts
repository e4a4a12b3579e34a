import type { AuthenticationClass } from './authentication-class.ts';
import type { TransactionDetail } from './authorization-details.ts';

/** A checked authorization request. Whoever holds one may trust every member. */
export type AuthorizationRequest = {
  clientId: string;
  /** Exactly one of the application's registered redirect URIs. */
  redirectUri: string;
  responseTypes: readonly ('code' | 'id_token' | 'token')[];
  responseMode: 'query' | 'fragment' | 'form_post';
  /** OpenID scopes that were asked for: `openid`, `offline_access`, `profile`, `email`. */
  openidScopes: readonly string[];
  /** The resource and its granted scopes, when an access token was asked for. */
  resource?: ResourceAccess;
  state?: string;
  /** The `iss` of the answer, where the user flow names itself there (RFC 9207). */
  responseIssuer?: string;
  nonce?: string;
  codeChallenge?: { value: string; method: 'S256' | 'plain' };
  prompt?: 'login' | 'none' | 'consent' | 'select_account';
  loginHint?: string;
  /** Seconds since the last sign-in after which the person is asked again. */
  maxAge?: number;
  /** Authentication context classes that suffice, best first. */
  acrValues?: readonly AuthenticationClass[];
  uiLocales?: readonly string[];
  /** What the person shall confirm by this run; shown to them, and told to whom the tokens are for. */
  transactions?: readonly TransactionDetail[];
  correlationId: string;
};

/** Access to one resource: what an access token allows. */
export type ResourceAccess = {
  /** Audience: the application that exposes the scopes, or the client itself. */
  applicationId: string;
  /** Short names, as in the `scp` claim; empty when the client asked for a token for itself. */
  scopes: readonly string[];
  /** The same with their App ID URI, as clients ask for them. */
  fullScopes: readonly string[];
};
