import { timingSafeEqual } from 'node:crypto';
import { ProviderUnavailable } from '@surety/oauth';
import { type Clock, Refusal } from '@surety/web';
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { CLOCK_TOLERANCE_SECONDS, createProviderKeys, faultOf, USUAL_ALGORITHMS } from './provider-keys.ts';

export type IdTokenExpectation = {
  keysUrl: string;
  issuer: string;
  nonce: string;
  /** Signature algorithms; RS256 alone unless said. Never one with a shared secret. */
  algorithms?: readonly string[];
  /** What else the kind of provider demands of an answer to this question. */
  whyNotAnswer?(claims: JWTPayload): string | undefined;
};

export type IdTokenClaims = JWTPayload & { sub: string; iss: string };

export type IdTokenVerifierOptions = { clientId: string; clock: Clock; fetch: typeof globalThis.fetch };

/** Verifies ID tokens; its keys are read at need and kept. */
export type IdTokenVerifier = (token: string, expected: IdTokenExpectation) => Promise<IdTokenClaims>;

/**
 * Verifies as OpenID Connect Core 1.0 section 3.1.3.7 says, which the libraries leave to the application: signature by the
 * published keys, exact issuer, audience, expiry, nonce; and that it answers what was asked.
 * The verifier throws Refusal `id-token-refused` (401), or ProviderUnavailable while the keys cannot be read.
 */
export function createIdTokenVerifier(options: IdTokenVerifierOptions): IdTokenVerifier {
  // An unknown key reads them again at once: ID tokens come from the provider alone, so that nobody else can cause it.
  const keysAt = createProviderKeys({ fetch: options.fetch, pauseMs: 0 });
  return async (token, expected) => {
    const payload = await verify(token, keysAt(expected.keysUrl), expected, options);
    const { sub, iss, azp } = payload;
    if (!isSame(payload.nonce, expected.nonce)) throw refused('the nonce differs');
    if (azp !== undefined && azp !== options.clientId) throw refused('azp is another client');
    if (!sub || !iss) throw refused('sub or iss is missing');
    const whyNot = expected.whyNotAnswer?.(payload);
    if (whyNot !== undefined) throw refused(whyNot);
    return { ...payload, sub, iss };
  };
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  expected: IdTokenExpectation,
  { clientId, clock }: IdTokenVerifierOptions,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [...(expected.algorithms ?? USUAL_ALGORITHMS)],
      issuer: expected.issuer,
      audience: clientId,
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: clock(),
    });
    return payload;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined)
      throw new ProviderUnavailable('the keys of the identity provider cannot be read', { cause: error });
    throw refused(fault);
  }
}

function isSame(given: unknown, expected: string): boolean {
  const [a, b] = [Buffer.from(typeof given === 'string' ? given : ''), Buffer.from(expected)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}

function refused(detail: string): Refusal {
  return new Refusal({
    code: 'id-token-refused',
    status: 401,
    message: 'The answer of the sign-in service could not be verified, so nobody was signed in. Please try again.',
    detail,
  });
}
