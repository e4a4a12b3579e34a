import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { ProviderUnavailable } from '@surety/oauth';
import { ClientRefused, isAboutTheClient } from './client-refused.ts';
import { codeRefused } from './code-refused.ts';
import { SignInAgain } from './relying-party.ts';

/** What B2C calls a grant that is spent, expired or of another user flow (MSAL reports it as an ordinary server error). */
const INVALID_GRANT = 'invalid_grant';

/** Runs MSAL for a code that came back. @throws Refusal, ClientRefused, ProviderUnavailable */
export async function redeeming<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isNonceMismatch(error) || (error instanceof ServerError && !isProviderTrouble(error)))
      throw codeRefused(error.errorCode);
    throw unavailable(error);
  }
}

/** Runs MSAL for a token without the person. @throws SignInAgain, ClientRefused, ProviderUnavailable */
export async function silently<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isSpent = error instanceof ServerError && error.errorCode === INVALID_GRANT;
    if (isSpent || error instanceof InteractionRequiredAuthError)
      throw new SignInAgain('the tokens are spent', { cause: error });
    throw unavailable(error);
  }
}

// After an answer of 5xx or 429, MSAL refuses to repeat a request for a while, with an empty error code.
function isProviderTrouble(error: ServerError): boolean {
  return error.errorCode === '' || isAboutTheClient(error.errorCode) || (error.status ?? 400) >= 500;
}

function isNonceMismatch(error: unknown): error is AuthError {
  return error instanceof AuthError && error.errorCode === 'nonce_mismatch';
}

function unavailable(error: unknown): unknown {
  if (error instanceof ProviderUnavailable) return error;
  if (!(error instanceof AuthError)) return error;
  if (isAboutTheClient(error.errorCode))
    return new ClientRefused(`the identity provider refuses this portal (${error.errorCode})`, { cause: error });
  return new ProviderUnavailable(`the identity provider gave no token (${error.errorCode || 'throttled'})`);
}
