import { hash } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { ProviderUnavailable, TokenRefused } from './errors.ts';
import { factorChangedAt, rolesOf, type StandingClaims } from './standing.ts';
import type { Evidence, TokenProfile } from './token-profile.ts';
import type { TrustedIssuers } from './trusted-issuers.ts';

/** What the resource server knows of a bearer after verification. */
export type VerifiedAccessToken = {
  /** Who vouches for the person: what stands in `iss`, or the directory behind it where each of its user flows has an issuer. */
  issuer: string;
  /** The person, unique within the issuer. */
  subject: string;
  scopes: ReadonlySet<string>;
  email?: string;
  /** In lower case. */
  roles: ReadonlySet<string>;
  /** When a sign-in factor of theirs last changed; unknown unless the provider's tokens say so. */
  factorChangedAt?: Date;
  evidence: Evidence;
  expiresAt: Date;
};

export type AccessTokenVerifierOptions = {
  issuers: TrustedIssuers;
  /** This resource server's application id. */
  audience: string;
  profile: TokenProfile;
  /** Where the tokens name roles. */
  standing: StandingClaims;
  clock: () => Date;
  /** Most verified tokens remembered at once. */
  cacheSize?: number;
};

export type AccessTokenVerifier = {
  /**
   * Verifies signature (by the published keys, never by a shared secret), type, issuer, audience and times. A token seen before is answered from memory until it expires.
   * @throws TokenRefused, ProviderUnavailable
   */
  verify(token: string): Promise<VerifiedAccessToken>;
};

const CLOCK_TOLERANCE_SECONDS = 30;
const ACCESS_TOKEN_TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt']);
const LONGEST_TOKEN = 16 * 1024;

export function createAccessTokenVerifier(options: AccessTokenVerifierOptions): AccessTokenVerifier {
  const { clock, cacheSize = 10_000 } = options;
  const verified = new Map<string, VerifiedAccessToken>();
  return {
    async verify(token) {
      const key = hash('sha256', token, 'base64url');
      const known = verified.get(key);
      if (known && known.expiresAt > clock()) return known;
      verified.delete(key);
      const fresh = await verifyFresh(token, options);
      // A map keeps the order of insertion: the first is the oldest.
      if (verified.size >= cacheSize) verified.delete(verified.keys().next().value ?? '');
      verified.set(key, fresh);
      return fresh;
    },
  };
}

async function verifyFresh(token: string, options: AccessTokenVerifierOptions): Promise<VerifiedAccessToken> {
  const keys = await options.issuers.keysOf(issuerOf(token));
  if (!keys) throw new TokenRefused('untrusted-issuer', 'the issuer is not trusted');
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: issuerOf(token),
      audience: options.audience,
      algorithms: [...options.profile.algorithms],
      requiredClaims: ['exp', 'iat'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: options.clock(),
    });
    // RFC 9068 section 4 wants at+jwt; Microsoft and many others write JWT. A logout token or the like is neither.
    if (!ACCESS_TOKEN_TYPES.has(protectedHeader.typ?.toLowerCase() ?? 'jwt'))
      throw new TokenRefused('invalid-claims', 'this is another type of token');
    return fromClaims(payload, options);
  } catch (error) {
    throw asRefusedToken(error);
  }
}

function issuerOf(token: string): string {
  if (token.length > LONGEST_TOKEN) throw new TokenRefused('malformed', 'the token is too long');
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    throw new TokenRefused('malformed', 'the token is not a JWT', error);
  }
}

function fromClaims(claims: JWTPayload, { profile, standing }: AccessTokenVerifierOptions): VerifiedAccessToken {
  const subject = profile.subject(claims);
  if (!subject) throw new TokenRefused('invalid-claims', 'the token names no person');
  const email = profile.email(claims);
  const changedAt = factorChangedAt(claims, standing.factorChangedAt);
  return {
    issuer: profile.directory(claims.iss ?? ''),
    subject,
    scopes: new Set(profile.scopes(claims)),
    roles: rolesOf(claims, standing.roles),
    ...(changedAt === undefined ? {} : { factorChangedAt: changedAt }),
    evidence: profile.evidence(claims),
    expiresAt: new Date((claims.exp ?? 0) * 1000),
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
  };
}

function asRefusedToken(error: unknown): Error {
  if (error instanceof TokenRefused) return error;
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired', 'the token has expired', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new TokenRefused(error.claim === 'aud' ? 'wrong-audience' : 'invalid-claims', error.message, error);
  }
  if (error instanceof errors.JWKSTimeout) return new ProviderUnavailable('the keys cannot be read', { cause: error });
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC') {
    return new TokenRefused('invalid-signature', error.message, error);
  }
  return new ProviderUnavailable('the keys cannot be read', { cause: error });
}
