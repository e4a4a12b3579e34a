import { compactVerify, createLocalJWKSet, errors } from 'jose';
import type { ProtocolServices } from '../services.ts';

/** For whom a token was issued: the application, and the person as `sub` or, in tokens for old clients, `oid` names them. */
export type IdTokenHint = { audience: string; namesPerson(accountId: string): boolean };

/**
 * Reads an ID token that comes back as a hint. It must be ours; that it expired does not matter
 * (OpenID Connect RP-Initiated Logout 1.0, section 2). What is not ours counts as no hint.
 */
export async function verifyIdTokenHint(
  { signingKeys, tenant }: Pick<ProtocolServices, 'signingKeys' | 'tenant'>,
  hint: string,
): Promise<IdTokenHint | undefined> {
  const keys = createLocalJWKSet({ keys: [...(await signingKeys.published())] });
  try {
    const { payload } = await compactVerify(hint, keys, { algorithms: ['RS256'] });
    const { iss, aud, sub, oid } = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
    // Whichever door the person came through, the tenant is the same.
    const isOurs = typeof iss === 'string' && new URL(iss).pathname.split('/').includes(tenant.id);
    const namesPerson = (accountId: string): boolean => sub === accountId || oid === accountId;
    return isOurs && typeof aud === 'string' ? { audience: aud, namesPerson } : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}
