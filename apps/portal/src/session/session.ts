import type { JWTPayload } from 'jose';

/** Somebody who is signed in to the portal. */
export type PortalSession = {
  /** SHA-256 of the id in the cookie; names the session everywhere but there. */
  idHash: string;
  /** The person, unique within the issuer. */
  subject: string;
  issuer: string;
  /** Claims of the newest ID token; tells who signed in, never what they may do. */
  claims: JWTPayload;
  /** Whether the api knows this person already. */
  isRegistered: boolean;
};

/** What to call the person: their display name, else a verified address, else nothing private. */
export function nameOf(claims: JWTPayload): string {
  const given = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string' && part !== '');
  if (typeof claims.name === 'string' && claims.name.trim() !== '' && claims.name !== 'unknown') return claims.name;
  return given.length > 0 ? given.join(' ') : (emailOf(claims) ?? 'Signed in');
}

/** The address the person signs in with. B2C sends a list. */
export function emailOf(claims: JWTPayload): string | undefined {
  const first: unknown = Array.isArray(claims.emails) ? claims.emails[0] : claims.email;
  return typeof first === 'string' && first !== '' ? first : undefined;
}
