import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { ProviderUnavailable } from '@surety/oauth';
import { Refusal } from '@surety/web';
import { SignInAgain } from './relying-party.ts';

/** What B2C calls a grant that is spent, expired or of another user flow (MSAL reports it as an ordinary server error). */
const INVALID_GRANT = 'invalid_grant';

/** The provider answered, and refuses this portal itself: a matter of configuration. */
const CLIENT_REFUSED = new Set(['invalid_client', 'unauthorized_client']);

/** Runs MSAL for a code that came back. @throws Refusal, ProviderUnavailable */
export async function redeeming<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isNonceMismatch(error) || (error instanceof ServerError && !isProviderTrouble(error))) throw codeRefused(error);
    throw unavailable(error);
  }
}

/** Runs MSAL for a token without the person. @throws SignInAgain, ProviderUnavailable */
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
  return error.errorCode === '' || CLIENT_REFUSED.has(error.errorCode) || (error.status ?? 400) >= 500;
}

function isNonceMismatch(error: unknown): error is AuthError {
  return error instanceof AuthError && error.errorCode === 'nonce_mismatch';
}

function unavailable(error: unknown): unknown {
  if (error instanceof ProviderUnavailable) return error;
  if (!(error instanceof AuthError)) return error;
  return new ProviderUnavailable(`the identity provider gave no token (${error.errorCode || 'throttled'})`);
}

function codeRefused(error: AuthError): Refusal {
  return new Refusal({
    code: 'code-refused',
    status: 400,
    message:
      'The sign-in service did not accept the end of this sign-in; it may have taken too long. Please try again.',
    detail: error.errorCode,
  });
}
