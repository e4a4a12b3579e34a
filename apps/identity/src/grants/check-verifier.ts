import { createHash, timingSafeEqual } from 'node:crypto';
import { PKCE_FORM } from '../authorize/check-pkce.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { AuthorizationCode } from './grant.ts';

/**
 * Does the one who redeems the code know the verifier of its challenge (RFC 7636 4.6)? A verifier for a code that has
 * no challenge is refused as well: somebody took the challenge out of the request (OAuth 2.0 Security BCP 4.8.2).
 * @throws ProtocolError AADB2C90183 missing or malformed, AADB2C90182 wrong.
 */
export function checkVerifier(challenge: AuthorizationCode['challenge'], verifier: string | undefined): void {
  if (!challenge) {
    if (verifier !== undefined) throw new ProtocolError('AADB2C90182');
    return;
  }
  if (verifier === undefined || !PKCE_FORM.test(verifier)) throw new ProtocolError('AADB2C90183');
  const made = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  const [given, expected] = [Buffer.from(made), Buffer.from(challenge.value)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ProtocolError('AADB2C90182');
}
