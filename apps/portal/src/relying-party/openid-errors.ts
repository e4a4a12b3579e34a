import { ProviderUnavailable } from '@surety/oauth';
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { ClientRefused, isAboutTheClient } from './client-refused.ts';
import { codeRefused } from './code-refused.ts';
import { SignInAgain } from './relying-party.ts';

const SERVER_TROUBLE = 500;
const TOO_MANY_REQUESTS = 429;

/** What came, came from the provider, and is not what a provider answers. */
const WRONG_ANSWERS = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

/** Runs openid-client for a code that came back. @throws Refusal, ClientRefused, ProviderUnavailable */
export async function redeemingCode<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClientError && WRONG_ANSWERS.has(error.code ?? '')) throw codeRefused(error.code ?? '', error);
    if (isRefusal(error)) throw codeRefused(error.error, error);
    throw troubleOf(error);
  }
}

/** Runs openid-client for a token without the person. @throws SignInAgain, ClientRefused, ProviderUnavailable */
export async function renewing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) throw new SignInAgain('the tokens are spent', { cause: error });
    throw troubleOf(error);
  }
}

/** What an answer without a token means when no person can mend it. */
export function troubleOf(error: unknown): unknown {
  if (error instanceof ResponseBodyError && isAboutTheClient(error.error))
    return new ClientRefused(`the identity provider refuses this portal (${error.error})`, { cause: error });
  if (error instanceof WWWAuthenticateChallengeError)
    return new ClientRefused(`the identity provider refuses this portal (${error.status})`, { cause: error });
  return new ProviderUnavailable('the identity provider gave no token', { cause: error });
}

function isRefusal(error: unknown): error is ResponseBodyError {
  if (!(error instanceof ResponseBodyError) || isAboutTheClient(error.error)) return false;
  return error.status < SERVER_TROUBLE && error.status !== TOO_MANY_REQUESTS;
}
