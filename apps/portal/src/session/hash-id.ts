import { hash } from 'node:crypto';

/** What the database knows of an opaque id: its SHA-256, so that a stolen copy of the database opens no session. */
export function hashId(id: string): string {
  return hash('sha256', id, 'base64url');
}
