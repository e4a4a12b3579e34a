import type { JWTPayload } from 'jose';
import { hashId } from './hash-id.ts';

/** By what a provider names sessions that end (OpenID Connect Back-Channel Logout 1.0, section 2.4): one sign-in, or a person's all. */
export type SessionName = { issuer: string; sid: string } | { issuer: string; sub: string };

/** What the session store knows of a name: its SHA-256, so that a stolen copy of the store tells nobody's. */
export function hashName(name: SessionName): string {
  const [kind, value] = 'sid' in name ? ['sid', name.sid] : ['sub', name.sub];
  return hashId(JSON.stringify([kind, name.issuer, value]));
}

/** The names, hashed, of a session that began with these claims of an ID token; `null` where they hold none. */
export function nameHashesOf({ iss: issuer, sid, sub }: JWTPayload): { signIn: string | null; person: string | null } {
  return {
    signIn: issuer !== undefined && typeof sid === 'string' ? hashName({ issuer, sid }) : null,
    person: issuer !== undefined && sub !== undefined ? hashName({ issuer, sub }) : null,
  };
}
