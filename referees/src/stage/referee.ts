import type { Browser } from 'playwright-core';
import type { Identity } from './identity.ts';

/** Claims of a token, as the referee handed them over. */
export type Claims = Readonly<Record<string, unknown>>;

/** What every referee finds when it comes. */
export type Stage = { identity: Identity; chromium: Browser | undefined };

/** A program that we did not write, as an application would use it. */
export type Referee = {
  name: string;
  /** @throws NotRunnable when this machine lacks what it needs. */
  begin(stage: Stage): Promise<Run>;
};

/** One person with one application. The steps come in this order; each rejects when the program is not content. */
export type Run = {
  /** The user flow that signs in; `TENANT.signIn` when absent. */
  signInFlow?: string;
  /** Signs in through the pages, and answers the claims of the ID token. */
  signIn(): Promise<Claims>;
  /** The access token that the program holds for the API. */
  accessToken(): Promise<string>;
  /** Gets another one without the person: by refresh token. */
  renew(): Promise<string>;
  /** Runs profile editing for the person who is signed in, and answers the claims of its ID token. */
  editProfile(): Promise<Claims>;
  /** Signs out at identity as well, and comes back to the application. */
  signOut(): Promise<void>;
  /** Whether a further sign-in begins with the password. */
  asksForPassword(): Promise<boolean>;
  end(): Promise<void>;
};

/** This machine lacks what a referee needs. */
export class NotRunnable extends Error {}
