import { sign as signCallback } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningKey } from './signing-keys.ts';

// Native signing on the thread pool: faster than WebCrypto, and it leaves the event loop free.
const signBytes = promisify(signCallback);

/** A JWS of these claims in compact form (RFC 7515), RS256, with B2C's header; `typ` tells other kinds of tokens apart. */
export async function signToken({ kid, privateKey }: SigningKey, claims: object, typ = 'JWT'): Promise<string> {
  const content = `${encodeJson({ typ, alg: 'RS256', kid })}.${encodeJson(claims)}`;
  const signature = await signBytes('sha256', Buffer.from(content), privateKey);
  return `${content}.${signature.toString('base64url')}`;
}

/** Base64url of a value's JSON. */
export function encodeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
