import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { Progress } from '../steps/progress.ts';
import type { Application, UserFlow } from '../tenant/tenant.ts';
import type { Language } from '../words/language.ts';

/** One run of a user flow: begins with an authorization request and ends with an answer to the application. */
export type Journey = {
  /** Random; stands in the URLs of its pages. Worth nothing without the browser's cookie. */
  id: string;
  /** SHA-256 (base64url) of the cookie of the browser that began it. */
  browserHash: string;
  userFlow: UserFlow;
  application: Application;
  request: AuthorizationRequest;
  progress: Progress;
  /** Of its pages and of the mail that it causes; the person may change it. */
  language: Language;
  expiresAt: Date;
};

/** A run of a user flow with nothing left to ask. It has an id when pages were shown. */
export type FinishedRun = Pick<Journey, 'userFlow' | 'application' | 'request' | 'progress' | 'language'> & {
  id?: string;
  /** What the browser says it is. */
  browser?: string;
};
