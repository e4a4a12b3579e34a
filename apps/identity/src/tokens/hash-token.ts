import { createHash } from 'node:crypto';

/**
 * SHA-256 of a random token, base64url: what is kept of cookies, codes and refresh tokens, so that a stolen database
 * signs nobody in. Only for values of 256 random bits; passwords need a slow hash.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether text has the form of one of our random tokens: 256 bits, base64url. */
export function isToken(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}
