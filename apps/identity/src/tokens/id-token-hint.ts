import { compactVerify, createLocalJWKSet, errors } from 'jose';
import type { ProtocolServices } from '../services.ts';

/**
 * Reads an ID token that comes back as a hint. It must be ours; that it expired does not matter
 * (OpenID Connect RP-Initiated Logout 1.0, section 2). What is not ours counts as no hint.
 */
export async function verifyIdTokenHint(
  { signingKeys, tenant }: Pick<ProtocolServices, 'signingKeys' | 'tenant'>,
  hint: string,
): Promise<{ audience: string } | undefined> {
  const keys = createLocalJWKSet({ keys: [...(await signingKeys.published())] });
  try {
    const { payload } = await compactVerify(hint, keys, { algorithms: ['RS256'] });
    const { iss, aud } = JSON.parse(new TextDecoder().decode(payload)) as { iss?: unknown; aud?: unknown };
    // Whichever door the person came through, the tenant is the same.
    const isOurs = typeof iss === 'string' && new URL(iss).pathname.split('/').includes(tenant.id);
    return isOurs && typeof aud === 'string' ? { audience: aud } : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}
