import { ProviderUnavailable } from '@surety/oauth';
import { Refusal } from '@surety/web';
import { type JWTPayload, type JWTVerifyGetKey, type JWTVerifyResult, jwtVerify } from 'jose';
import type { SessionName } from '../session/session-name.ts';
import type { IdTokenExpectation, IdTokenVerifierOptions } from './id-token.ts';
import { CLOCK_TOLERANCE_SECONDS, createProviderKeys, faultOf, USUAL_ALGORITHMS } from './provider-keys.ts';

/** What a provider's logout token says. */
export type LogoutToken = {
  /** `jti`, unique within the issuer. */
  id: string;
  issuer: string;
  /** The sessions that end. */
  ends: SessionName;
  /** When that happened (`toe`, RFC 8417 section 2.2), where the provider says so: what began afterwards is not meant. */
  happenedAt?: Date;
};

export type LogoutTokenExpectation = Pick<IdTokenExpectation, 'keysUrl' | 'issuer' | 'algorithms'>;

/** Verifies logout tokens; its keys are read at need and kept. */
export type LogoutTokenVerifier = (token: string, expected: LogoutTokenExpectation) => Promise<LogoutToken>;

/** How old a logout token may be; one that is sent again later is a new one. */
export const OLDEST_SECONDS = 300;

/** Anybody may post a token that names an unknown key: the keys are read again for it twice a minute at most. */
const PAUSE_MS = 30_000;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TYPES: readonly unknown[] = [undefined, 'jwt', 'logout+jwt', 'application/logout+jwt'];

/**
 * Verifies as OpenID Connect Back-Channel Logout 1.0 section 2.6 says. That it was not used before is for the caller.
 * The verifier throws Refusal `logout-token-refused` (400), or ProviderUnavailable while the keys cannot be read.
 */
export function createLogoutTokenVerifier(options: IdTokenVerifierOptions): LogoutTokenVerifier {
  const keysAt = createProviderKeys({ fetch: options.fetch, pauseMs: PAUSE_MS });
  return async (token, expected) => {
    const { payload, protectedHeader } = await verify(token, keysAt(expected.keysUrl), { ...expected, ...options });
    if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) throw logoutTokenRefused('typ is that of another token');
    return read(payload, expected.issuer);
  };
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  expected: LogoutTokenExpectation & IdTokenVerifierOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, keys, {
      algorithms: [...(expected.algorithms ?? USUAL_ALGORITHMS)],
      issuer: expected.issuer,
      audience: expected.clientId,
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
      maxTokenAge: OLDEST_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: expected.clock(),
    });
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined)
      throw new ProviderUnavailable('the keys of the identity provider cannot be read', { cause: error });
    throw logoutTokenRefused(fault);
  }
}

function read({ jti: id, nonce, events, sid, sub, toe }: JWTPayload, issuer: string): LogoutToken {
  // An ID token has a nonce: none may pass for a logout token.
  if (nonce !== undefined) throw logoutTokenRefused('a nonce is prohibited');
  if (!isObject(events) || !isObject(events[LOGOUT_EVENT])) throw logoutTokenRefused('events names no logout');
  if (typeof id !== 'string' || id === '') throw logoutTokenRefused('jti is no text');
  const token = { id, issuer, ...(typeof toe === 'number' && { happenedAt: new Date(toe * 1000) }) };
  if (isName(sid)) return { ...token, ends: { issuer, sid } };
  if (sid === undefined && isName(sub)) return { ...token, ends: { issuer, sub } };
  throw logoutTokenRefused('neither sid nor sub names a session');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A logout token that ends nothing; `detail` is for the log. */
export function logoutTokenRefused(detail: string): Refusal {
  return new Refusal({
    code: 'logout-token-refused',
    status: 400,
    message: 'This logout token was refused, and no session was ended.',
    detail,
  });
}
