import { Refusal } from '@surety/web';
import { BearerRefused } from '../access/bearer-refused.ts';
import { RefusedForNow } from './refused-for-now.ts';

const SOON_SECONDS = 5;
const WHEN_AN_OPERATOR_HAS_ACTED_SECONDS = 300;

/** The provider shows and changes profiles itself, or nobody does. */
export function profileKeptElsewhere(): Refusal {
  return new Refusal({
    code: 'profile-kept-elsewhere',
    status: 404,
    message: 'The identity provider of this insurer shows and changes profiles itself.',
  });
}

/** The account is gone from the provider's directory. */
export function profileGone(detail: string): Refusal {
  return new Refusal({
    code: 'no-such-profile',
    status: 404,
    message: 'The identity provider has no profile of yours any more.',
    detail,
  });
}

/** The profile moved on since the caller read it. Nothing was written. */
export function profileChanged(): Refusal {
  return new Refusal({
    code: 'profile-changed',
    status: 412,
    message: 'Your profile has changed since you read it. Look at it as it is now, then decide again.',
  });
}

/** `If-Match` is missing, or is the `*` that would match whatever stands there. */
export function profileVersionMissing(): Refusal {
  return new Refusal({
    code: 'version-missing',
    status: 428,
    message: 'Send the ETag of the profile that this change starts from in the If-Match header.',
  });
}

/** The api itself is not let in. Nobody who calls can mend that, so it is ours, and the sentence says what an operator must do. */
export function profileAccessMissing(detail: string): RefusedForNow {
  return new RefusedForNow({
    code: 'profile-access-missing',
    message:
      'This api may not read and change profiles: an administrator must grant its registration the delegated permission User.ReadWrite of Microsoft Graph, with admin consent. Nothing was changed.',
    detail,
    retryAfterSeconds: WHEN_AN_OPERATOR_HAS_ACTED_SECONDS,
  });
}

/** The provider does not know the api, or not with this secret. */
export function apiNotAccepted(detail: string): RefusedForNow {
  return new RefusedForNow({
    code: 'profile-client-refused',
    message:
      'The identity provider does not accept this api: an administrator must mend API_CLIENT_ID or API_CLIENT_SECRET. Nothing was changed.',
    detail,
    retryAfterSeconds: WHEN_AN_OPERATOR_HAS_ACTED_SECONDS,
  });
}

/** It asked for patience, and is not asked again before that. */
export function profileServiceBusy(detail: string, retryAfterSeconds: number): RefusedForNow {
  return new RefusedForNow({
    code: 'profile-service-busy',
    message: 'The service that keeps the profile asks for patience. Nothing was changed; try again shortly.',
    detail,
    retryAfterSeconds,
  });
}

/** No answer, or none that can be read. Whether a change was made is unknown: reading again tells. */
export function profileServiceAway(detail: string, cause?: unknown): RefusedForNow {
  return new RefusedForNow({
    code: 'profile-service-away',
    message:
      'The service that keeps the profile does not answer right now. Try again shortly; read the profile first to see how it is.',
    detail,
    cause,
    retryAfterSeconds: SOON_SECONDS,
  });
}

/** The token was good here and is not there: the session was revoked, the password changed, the account disabled. */
export function signInForProfile(detail: string): BearerRefused {
  const message = 'The identity provider wants you to sign in again before it shows or changes your profile.';
  return new BearerRefused(
    { code: 'profile-sign-in-needed', status: 401, message, detail },
    { error: 'invalid_token', description: message },
  );
}

/** Conditional Access wants more of the person; the client passes these claims on to the authorization request. */
export function claimsForProfile(claims: string, detail: string): BearerRefused {
  const message = 'The identity provider wants a further proof that it is you before it shows or changes your profile.';
  return new BearerRefused(
    { code: 'profile-proof-needed', status: 401, message, detail },
    { error: 'insufficient_claims', claims, description: message },
  );
}
