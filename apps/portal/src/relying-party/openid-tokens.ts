import type { TokenEndpointResponse } from 'openid-client';
import { SignInAgain } from './relying-party.ts';

/** What a session keeps of a generic provider's tokens. Times are epoch milliseconds. */
export type OpenidTokens = { accessToken: string; expiresAt: number; refreshToken?: string };

/** Without `expires_in` (RFC 6749 section 5.1) a token is taken to live this long. */
const SHORT_LIFE_SECONDS = 300;
/** A token this near its end is renewed before the api sees it expire. */
const RENEW_BEFORE_MS = 60_000;

/** The tokens of an answer; a refresh token that was not replaced stays (RFC 6749 section 6). */
export function tokensOf(answer: TokenEndpointResponse, now: Date, former?: OpenidTokens): OpenidTokens {
  const refreshToken = answer.refresh_token ?? former?.refreshToken;
  return {
    accessToken: answer.access_token,
    expiresAt: now.getTime() + (answer.expires_in ?? SHORT_LIFE_SECONDS) * 1000,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

/**
 * The access token while it is good for a moment yet; `undefined` when it must be renewed.
 * @throws SignInAgain when it cannot be
 */
export function keptToken({ accessToken, expiresAt, refreshToken }: OpenidTokens, now: Date): string | undefined {
  if (expiresAt - RENEW_BEFORE_MS > now.getTime()) return accessToken;
  if (refreshToken === undefined) throw new SignInAgain('there is no refresh token');
  return undefined;
}
