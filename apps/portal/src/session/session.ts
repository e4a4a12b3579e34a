import type { SealedBox } from '@surety/web';
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

/** A session as it is kept, with the times (epoch milliseconds) that decide whether it still counts. */
export type StoredSession = PortalSession & { lastSeenAt: number; endsAt: number };

export type SessionBeginning = {
  session: StoredSession;
  tokens: string;
  /** The browser's former session, which ends with this. */
  formerHash?: string | undefined;
  /** Whoever was last seen before this moment is gone. */
  idleSince: number;
};

type Content = Pick<PortalSession, 'subject' | 'issuer' | 'claims'>;

/** What is private of a session, sealed for the hash of its id. */
export function sealSession(box: SealedBox, { idHash, subject, issuer, claims }: PortalSession): string {
  return box.seal(JSON.stringify({ subject, issuer, claims } satisfies Content), `session:${idHash}`);
}

/** The content that was sealed for this session; `undefined` when it was not. */
export function openSession(box: SealedBox, idHash: string, sealed: string): Content | undefined {
  const text = box.open(sealed, `session:${idHash}`);
  return text === undefined ? undefined : (JSON.parse(text) as Content);
}

/** Claims of the ID token that say who somebody is, where the provider does not use the usual ones. */
export type PersonClaims = { name?: string | undefined; email?: string | undefined };

/** What to call the person: their display name, else a verified address, else nothing private. */
export function nameOf(claims: JWTPayload, names: PersonClaims): string {
  const named = names.name === undefined ? undefined : claims[names.name];
  if (typeof named === 'string' && named.trim() !== '') return named;
  const given = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string' && part !== '');
  if (typeof claims.name === 'string' && claims.name.trim() !== '' && claims.name !== 'unknown') return claims.name;
  return given.length > 0 ? given.join(' ') : (emailOf(claims, names) ?? 'Signed in');
}

/** The address the person signs in with. B2C sends a list, External ID often only the name of the account. */
export function emailOf(claims: JWTPayload, names: PersonClaims): string | undefined {
  const { emails, email, preferred_username: username } = claims;
  const named = names.email === undefined ? undefined : claims[names.email];
  const candidates: unknown[] = [named, Array.isArray(emails) ? emails[0] : undefined, email, username];
  return candidates.find((each): each is string => typeof each === 'string' && each.includes('@'));
}
