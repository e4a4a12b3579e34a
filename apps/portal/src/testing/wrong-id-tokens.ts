import type { Tampering } from './test-tokens.ts';

/** ID tokens that sign nobody in, by what is wrong with them. */
export const WRONG_ID_TOKENS: Record<string, Tampering> = {
  'another nonce': { claims: (claims) => ({ ...claims, nonce: 'other' }) },
  'no nonce': { claims: ({ nonce: _, ...claims }) => claims },
  'another issuer': { claims: (claims) => ({ ...claims, iss: 'https://localhost:3443/other/v2.0/' }) },
  'an issuer without its slash': { claims: (claims) => ({ ...claims, iss: String(claims.iss).slice(0, -1) }) },
  'another audience': { claims: (claims) => ({ ...claims, aud: 'another-client' }) },
  'another authorized party': { claims: (claims) => ({ ...claims, azp: 'another-client' }) },
  'a past expiry': { claims: (claims) => ({ ...claims, exp: Number(claims.iat) - 3600 }) },
  'no expiry': { claims: ({ exp: _, ...claims }) => claims },
  'another user flow': { claims: (claims) => ({ ...claims, tfp: 'B2C_1_profileediting1' }) },
  'no user flow': { claims: ({ tfp: _, ...claims }) => claims },
  'no subject': { claims: ({ sub: _, ...claims }) => claims },
  "another key's signature": { signature: 'other-key' },
  'no signature (alg none)': { signature: 'none' },
  'a signature made with the public key (HS256)': { signature: 'shared-secret' },
};
