import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { Refusal } from '@surety/web';
import {
  apiNotAccepted,
  claimsForProfile,
  profileAccessMissing,
  profileServiceAway,
  signInForProfile,
} from './refusals.ts';

/** No consent to the permission, or the api's registration does not ask for it. */
const CONSENT_MISSING = /AADSTS(65001|65004|650052|650053|650057|90094)\b/;
const CLIENT_UNKNOWN = /AADSTS(700016|7000215|7000222|7000218)\b/;

const LONGEST_CLAIMS = 4_096;

/** What a refused exchange means: for the person, for whoever runs the api, or for the next minute. */
export function whyNoToken(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if (!(error instanceof AuthError)) return profileServiceAway('the answer of the exchange cannot be read', error);
  const { errorCode, errorMessage, subError } = error;
  // The first line names the code; what follows may hold identifiers of people.
  const detail = `${errorCode} ${/AADSTS\d+/.exec(errorMessage)?.[0] ?? ''} ${subError}`.trim();
  if (CONSENT_MISSING.test(errorMessage) || errorCode === 'consent_required' || subError === 'consent_required')
    return profileAccessMissing(detail);
  if (
    CLIENT_UNKNOWN.test(errorMessage) ||
    ['invalid_client', 'unauthorized_client', 'invalid_scope'].includes(errorCode)
  )
    return apiNotAccepted(detail);
  if (error instanceof InteractionRequiredAuthError && areClaims(error.claims))
    return claimsForProfile(error.claims, detail);
  if (error instanceof InteractionRequiredAuthError || errorCode === 'invalid_grant') return signInForProfile(detail);
  return profileServiceAway(detail);
}

/** Whether they can be passed on: MSAL hands over what came, and it travels in a header. */
function areClaims(claims: unknown): claims is string {
  return typeof claims === 'string' && claims !== '' && claims.length <= LONGEST_CLAIMS;
}
