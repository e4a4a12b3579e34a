import { createHmac } from 'node:crypto';

/**
 * HMAC-SHA-256, base64url: what is kept of an address, a code or a wrong password where only sameness matters. The
 * key stands outside the database, so that a stolen table cannot be searched for short codes or known addresses.
 */
export type KeyedHash = (...parts: string[]) => string;

/** @param purpose keeps one use's hashes apart from another's. */
export function createKeyedHash(secret: string, purpose: string): KeyedHash {
  return (...parts) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url');
}
