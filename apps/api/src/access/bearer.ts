import type { Actor } from '@surety/insurance';
import { type AccessTokenVerifier, ProviderUnavailable, TokenRefused, type VerifiedAccessToken } from '@surety/oauth';
import { Refusal } from '@surety/web';
import type { PolicyholderRepository } from '../policyholders/policyholder-repository.ts';
import { BearerRefused } from './bearer-refused.ts';

/** Who is asking. Without a policyholder, they have never been registered and own nothing. */
export type Caller = { token: VerifiedAccessToken; policyholderId?: string };

/** Whoever a token speaks of, as somebody who acts: the subject is unique within its issuer. */
export function actorOf({ issuer, subject, email }: VerifiedAccessToken): Actor {
  return { person: `${issuer} ${subject}`, ...(email === undefined ? {} : { email }) };
}

/** Finds out who is asking, from the `Authorization` header alone. */
export type BearerReader = (authorization: string | undefined) => Promise<Caller>;

/** Credentials of RFC 6750 section 2.1. Tokens in a query or a body are not looked at: those end in logs. */
const CREDENTIALS = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * Reads and verifies bearer tokens. This is the one place where a token's subject becomes a policyholder. Which one a
 * subject is never changes, so the answer is kept for as long as the verified token is.
 */
export function createBearerReader(services: {
  verifier: AccessTokenVerifier;
  policyholders: Pick<PolicyholderRepository, 'idOf'>;
}): BearerReader {
  const callers = new WeakMap<VerifiedAccessToken, Caller>();
  return async (authorization) => {
    const token = await verify(services.verifier, authorization);
    const known = callers.get(token);
    if (known) return known;
    const policyholderId = await services.policyholders.idOf(token);
    if (policyholderId === undefined) return { token };
    const caller = { token, policyholderId };
    callers.set(token, caller);
    return caller;
  };
}

/** The token of an `Authorization` header, unverified; `undefined` when it holds none. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return CREDENTIALS.exec(authorization ?? '')?.[1];
}

async function verify(verifier: AccessTokenVerifier, authorization: string | undefined): Promise<VerifiedAccessToken> {
  const token = bearerOf(authorization);
  if (token === undefined) throw invalidToken('token-missing', 'Send an access token in the Authorization header.');
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (error instanceof TokenRefused) {
      const message = error.code === 'expired' ? 'The access token has expired.' : 'The access token is not valid.';
      throw invalidToken('invalid-token', message, `${error.code}: ${error.message}`);
    }
    if (error instanceof ProviderUnavailable) throw providerAway(error);
    throw error;
  }
}

function invalidToken(code: string, message: string, detail?: string): BearerRefused {
  return new BearerRefused({ code, status: 401, message, detail }, { error: 'invalid_token', description: message });
}

function providerAway(cause: ProviderUnavailable): Refusal {
  return new Refusal({
    code: 'provider-unavailable',
    status: 503,
    message: 'The identity provider cannot be reached right now, so nobody can be recognised. Try again shortly.',
    detail: cause.message,
    cause,
  });
}
