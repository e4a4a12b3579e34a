import type { BearerChallenge, Transaction } from '@surety/oauth';
import type { JWTPayload } from 'jose';
import type { LogoutToken } from './logout-token.ts';

/** Why a person is sent to the provider. */
export type Purpose = 'sign-in' | 'profile-editing' | 'password-reset' | 'account' | 'step-up';

/** What the api's challenge demands of a step-up (RFC 9470 section 3); the portal passes it on and judges nothing. */
export type ProofDemand = {
  acrValues?: readonly string[];
  maxAgeSeconds?: number;
  /** A claims request in JSON, as Microsoft Entra asks for it. */
  claims?: string;
};

/** Where at the provider a person is sent, and what for. */
export type Target = {
  purpose: Purpose;
  /** Which of its journeys, where the provider has several (B2C). */
  userFlow?: string;
  /** For a step-up, and for a sign-in that must prove more. */
  demand?: ProofDemand;
};

/** How a person changes what lives at the provider: their profile, their password. */
export type Way =
  /** By a journey like the sign-in, which comes back here with a code. */
  | { kind: 'journey'; target: Target }
  /** On a page of the provider, which does not come back. */
  | { kind: 'page'; url: string }
  /** On a page of this portal, which asks the api to do it at the provider. */
  | { kind: 'own-page' }
  /** On the provider's sign-in page. */
  | { kind: 'sign-in-page' }
  /** Not at all. */
  | { kind: 'absent' };

export type AuthorizationQuestion = {
  target: Target;
  state: string;
  nonce: string;
  /** PKCE S256 challenge (RFC 7636). */
  codeChallenge: string;
  /** Whom the provider should expect. */
  loginHint?: string | undefined;
  /** What a step-up confirms; a provider that can shows it beside the second factor. */
  transaction?: Transaction | undefined;
};

/** What came back with the browser (RFC 6749 section 4.1.2, RFC 9207). */
export type CodeResponse = { code: string; state: string; iss?: string };

export type CodeRedemption = {
  target: Target;
  response: CodeResponse;
  nonce: string;
  codeVerifier: string;
  /** Tokens that the session has already; those of this redemption join them. */
  tokens?: string | undefined;
};

/** What the provider vouched for. The ID token was verified. */
export type Redeemed = {
  subject: string;
  issuer: string;
  claims: JWTPayload;
  /** For the api; absent after purposes that ask for none. */
  accessToken: string;
  /** Everything to keep for later, in the library's own format. */
  tokens: string;
};

/** An access token, and the tokens to keep when obtaining it changed them. */
export type FreshToken = { accessToken: string; changedTokens?: string };

/**
 * The portal as a client of one identity provider. Each kind of provider is one file beside this one.
 * Every method throws ProviderUnavailable while the provider is away.
 */
export type RelyingParty = {
  /** Where a person signs in. */
  signInTarget: Target;
  wayTo(purpose: 'profile-editing' | 'password-reset' | 'account'): Way;
  /** Where the api's challenge sends the person; `undefined` when it names nothing that this provider has. */
  stepUpTarget(challenge: BearerChallenge): Target | undefined;
  authorizationUrl(question: AuthorizationQuestion): Promise<string>;
  /**
   * Refuses an answer, code or error, that names another issuer than the one that was asked (RFC 9207).
   * @throws Refusal `issuer-differs`
   */
  assertIssuer(iss: string | undefined, target: Target): Promise<void>;
  /** @throws Refusal when the code, or the ID token that came for it, is not to be trusted */
  redeem(redemption: CodeRedemption): Promise<Redeemed>;
  /**
   * The access token among these tokens, as long as it is good; asks nobody. `undefined` when it must be renewed.
   * @throws SignInAgain when there can be none
   */
  keptAccessToken(tokens: string): Promise<string | undefined>;
  /** @throws SignInAgain when the provider gives no token without the person */
  accessToken(tokens: string): Promise<FreshToken>;
  /**
   * What a logout token of the provider says (OpenID Connect Back-Channel Logout 1.0). That it is used once is for the caller.
   * @throws Refusal `logout-token-refused`
   */
  verifyLogoutToken(token: string): Promise<LogoutToken>;
  /** Where the provider ends its own session; `undefined` when it has no such place. */
  signOutUrl(): Promise<string | undefined>;
  /** Origins that a form of ours may lead to, the redirects that follow included; those of the provider are missing while it is away. */
  formTargets(): Promise<readonly string[]>;
};

/** The session's tokens are worth nothing any more: the person must sign in. */
export class SignInAgain extends Error {
  override readonly name = 'SignInAgain';
}
