import { compactVerify, createLocalJWKSet, errors } from 'jose';
import type { ProtocolServices } from '../services.ts';

/** For whom a token was issued: the application, and the person as `sub` or, in tokens for old clients, `oid` names them. */
export type IdTokenHint = { audience: string; namesPerson(accountId: string): boolean };

/** What is wrong with a hint: it is no ID token, one of another issuer, or one that our keys did not sign. */
export type HintFault = { fault: 'AADB2C90210' | 'AADB2C90232' | 'AADB2C90233' };

/**
 * Reads an ID token that comes back as a hint. It must be ours; that it expired does not matter
 * (OpenID Connect RP-Initiated Logout 1.0, section 2).
 */
export async function verifyIdTokenHint(
  { signingKeys, tenant }: Pick<ProtocolServices, 'signingKeys' | 'tenant'>,
  hint: string,
): Promise<IdTokenHint | HintFault> {
  const keys = createLocalJWKSet({ keys: [...(await signingKeys.published())] });
  try {
    const { payload } = await compactVerify(hint, keys, { algorithms: ['RS256'] });
    const { iss, aud, sub, oid } = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
    // Whichever door the person came through, the tenant is the same.
    const isOurs = typeof iss === 'string' && new URL(iss).pathname.split('/').includes(tenant.id);
    const namesPerson = (accountId: string): boolean => sub === accountId || oid === accountId;
    if (typeof aud !== 'string') return { fault: 'AADB2C90210' };
    return isOurs ? { audience: aud, namesPerson } : { fault: 'AADB2C90232' };
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
      return { fault: 'AADB2C90233' };
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      return { fault: 'AADB2C90210' };
    throw error;
  }
}
