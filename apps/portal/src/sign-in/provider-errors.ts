import type { Purpose } from '../relying-party/relying-party.ts';
import type { ProviderError } from './authorization-response.ts';

/** B2C says this when "Forgot your password?" is for the application to answer. */
export const FORGOT_PASSWORD = 'AADB2C90118';

/** The person pressed Cancel, as B2C says it. */
const CANCELLED = 'AADB2C90091';

/** The person, or the provider, denied what was asked (RFC 6749 section 4.1.2.1): one word for both. */
const DENIED = 'access_denied';

/** The person deleted their account there. */
export const ACCOUNT_GONE = 'AADB2C90128';

/**
 * Whether the person goes back to where they were. Of other providers than B2C nobody knows who denied a sign-in, so that is
 * told as an error; a step-up that was denied leaves the change unconfirmed, whoever did it, and it can be confirmed again.
 */
export function wasCancelled({ code }: ProviderError, purpose: Purpose): boolean {
  return code === CANCELLED || (code === DENIED && purpose === 'step-up');
}

/** What to say about an error, and what to do next. */
export type ProviderErrorAdvice = { says: string; next: string };

const ADMINISTRATOR = 'Tell the people who run this portal; they need the code and the correlation id below.';
const AGAIN = 'Please sign in again from the start.';

const ADVICE: Record<string, ProviderErrorAdvice> = {
  AADB2C90006: { says: 'The sign-in service does not know the address of this portal.', next: ADMINISTRATOR },
  AADB2C90007: { says: 'The sign-in service does not know the address of this portal.', next: ADMINISTRATOR },
  AADB2C90008: { says: 'The sign-in service was asked by nobody it knows.', next: ADMINISTRATOR },
  AADB2C90018: { says: 'The sign-in service does not know this portal.', next: ADMINISTRATOR },
  AADB2C90035: { says: 'The sign-in service is busy.', next: 'Wait a moment and sign in again.' },
  AADB2C90046: { says: 'Your sign-in took too long.', next: AGAIN },
  AADB2C90047: { says: 'A part of the sign-in page could not be loaded.', next: AGAIN },
  AADB2C90057: { says: 'The sign-in service refuses the way in which this portal asks.', next: ADMINISTRATOR },
  AADB2C90075: { says: 'The sign-in service could not check your details.', next: 'Wait a moment and sign in again.' },
  AADB2C90077: { says: 'You are not signed in at the sign-in service any more.', next: AGAIN },
  AADB2C90080: { says: 'Your sign-in is too old.', next: AGAIN },
  AADB2C90088: { says: 'The answer belongs to another sign-in.', next: AGAIN },
  AADB2C90114: {
    says: 'Your account is locked for a while, because a wrong password was entered too often.',
    next: 'Wait some minutes and try again, or reset your password.',
  },
  AADB2C90117: { says: 'The sign-in service does not offer what this portal asks for.', next: ADMINISTRATOR },
  AADB2C90128: { says: 'This account is not there any more.', next: 'Create a new account, or contact us.' },
  AADB2C90151: { says: 'There were too many attempts.', next: 'Wait some minutes and try again.' },
  AADB2C90157: { says: 'There were too many attempts.', next: 'Wait some minutes and try again.' },
  AADB2C90205: { says: 'The sign-in service does not let this portal do that.', next: ADMINISTRATOR },
  AADB2C99002: {
    says: 'There is no account like this yet.',
    next: 'Sign in again and choose to create an account.',
  },
  AADB2C99059: { says: 'The sign-in service asks for a safer exchange (PKCE).', next: ADMINISTRATOR },
  login_required: { says: 'You are not signed in at the sign-in service any more.', next: AGAIN },
  consent_required: { says: 'The sign-in service needs your consent.', next: AGAIN },
  unmet_authentication_requirements: {
    says: 'The sign-in service could not ask you for a proof that is strong enough.',
    next: 'Set up a second factor at the sign-in service, and confirm the change once more.',
  },
  invalid_request: { says: 'The sign-in service did not understand this portal.', next: ADMINISTRATOR },
  invalid_client: { says: 'The sign-in service does not know this portal.', next: ADMINISTRATOR },
  unauthorized_client: { says: 'The sign-in service does not let this portal do that.', next: ADMINISTRATOR },
  invalid_scope: { says: 'The sign-in service does not offer what this portal asks for.', next: ADMINISTRATOR },
  invalid_target: { says: 'The sign-in service does not know our policy service.', next: ADMINISTRATOR },
  AADSTS65004: { says: 'You did not agree to what this portal asked for.', next: AGAIN },
  AADSTS50105: { says: 'The sign-in service does not let you use this portal.', next: ADMINISTRATOR },
  access_denied: { says: 'The sign-in service refused the sign-in.', next: AGAIN },
  interaction_required: { says: 'The sign-in service needs you to take part.', next: AGAIN },
  temporarily_unavailable: { says: 'The sign-in service is busy.', next: 'Wait a moment and sign in again.' },
  server_error: { says: 'Something went wrong at the sign-in service.', next: 'Wait a moment and sign in again.' },
};

const GENERAL: ProviderErrorAdvice = {
  says: 'The sign-in service answered with an error.',
  next: 'Sign in again. If it happens once more, tell us the code and the correlation id below.',
};

/** What to tell the person about an error of the provider. */
export function adviceAbout({ code }: ProviderError): ProviderErrorAdvice {
  return ADVICE[code] ?? GENERAL;
}
