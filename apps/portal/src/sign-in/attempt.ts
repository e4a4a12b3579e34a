import type { Target } from '../relying-party/relying-party.ts';
import type { ReturnPath } from '../return-path.ts';

/** One sign-in under way: what must come back with the code, and what to do then. */
export type SignInAttempt = {
  nonce: string;
  /** PKCE code verifier (RFC 7636). */
  codeVerifier: string;
  target: Target;
  returnPath: ReturnPath;
  /** The session that asked, for everything but the first sign-in. */
  sessionHash?: string;
  /** The drafted change that a step-up is for. */
  endorsementId?: string;
};
