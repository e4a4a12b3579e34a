import type { SealedBox } from '@surety/web';
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
  /** The drafted change of contact data that a step-up is for; its page is the return path. */
  contactChangeId?: string;
  /** The decision of staff that a step-up is for; its file is the return path. */
  decisionId?: string;
};

/** An attempt at its beginning; times are epoch milliseconds. */
export type AttemptBeginning = {
  stateHash: string;
  browserHash: string;
  now: number;
  endsAt: number;
  attempt: SignInAttempt;
};

/** What must come together for an attempt to be taken. */
export type AttemptKey = { stateHash: string; browserHash: string; now: number };

/** An attempt as it is kept, sealed for its state. */
export function sealAttempt(box: SealedBox, stateHash: string, attempt: SignInAttempt): string {
  return box.seal(JSON.stringify(attempt), `attempt:${stateHash}`);
}

/** The attempt that was sealed for this state; `undefined` when it was not. */
export function openAttempt(box: SealedBox, stateHash: string, sealed: string): SignInAttempt | undefined {
  const text = box.open(sealed, `attempt:${stateHash}`);
  return text === undefined ? undefined : (JSON.parse(text) as SignInAttempt);
}
