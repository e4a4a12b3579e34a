import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const CREATE = [
  sql`create table portal_session (
    id_hash text primary key, sealed text not null, registered integer not null,
    last_seen_at bigint not null, ends_at bigint not null)`,
  sql`create index portal_session_ends_at on portal_session (ends_at)`,
  sql`create table portal_token_cache (
    session_hash text primary key references portal_session (id_hash) on delete cascade, sealed text not null)`,
  sql`create table portal_sign_in_attempt (
    state_hash text primary key, browser_hash text not null, sealed text not null, ends_at bigint not null)`,
  sql`create index portal_sign_in_attempt_ends_at on portal_sign_in_attempt (ends_at)`,
  sql`create table portal_parked_form (
    browser_hash text not null, place text not null, sealed text not null, ends_at bigint not null,
    primary key (browser_hash, place))`,
  sql`create index portal_parked_form_ends_at on portal_parked_form (ends_at)`,
];

const TABLES = ['portal_parked_form', 'portal_sign_in_attempt', 'portal_token_cache', 'portal_session'];

/** Sessions, their tokens, sign-ins under way, and forms kept while their owner signs in again. */
export const sessions: Migration = {
  up: async (db) => {
    for (const statement of CREATE) await statement.execute(db);
  },
  down: async (db) => {
    for (const table of TABLES) await db.schema.dropTable(table).execute();
  },
};
