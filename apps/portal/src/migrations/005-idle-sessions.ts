import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Each sign-in forgets sessions that nobody has used for long: found by an index, not by reading all of them. */
export const idleSessions: Migration = {
  up: async (db) => {
    await sql`create index portal_session_last_seen on portal_session (last_seen_at)`.execute(db);
  },
  down: async (db) => {
    await sql`drop index portal_session_last_seen`.execute(db);
  },
};
