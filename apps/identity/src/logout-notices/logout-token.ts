import { randomUUID } from 'node:crypto';
import { signToken } from '../tokens/sign.ts';
import type { SigningKey } from '../tokens/signing-keys.ts';
import type { LogoutNotice } from './logout-notice-repository.ts';

const LIFETIME_SECONDS = 120;

/**
 * The token that tells an application of a sign-out (OpenID Connect Back-Channel Logout 1.0, section 2.4): never with a
 * nonce, so that nobody takes it for an ID token.
 */
export function logoutToken(key: SigningKey, notice: LogoutNotice, at: Date): Promise<string> {
  const now = Math.floor(at.getTime() / 1000);
  const claims = {
    iss: notice.issuer,
    sub: notice.accountId,
    aud: notice.clientId,
    iat: now,
    exp: now + LIFETIME_SECONDS,
    jti: randomUUID(),
    // RFC 8417 section 2.2: what began after the event is not meant, however late the notice comes.
    toe: notice.endedAt.getTime() / 1000,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...(notice.signInId !== undefined && { sid: notice.signInId }),
  };
  return signToken(key, claims, 'logout+jwt');
}
