import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const UP = [
  sql`alter table portal_session add column sign_in_hash text`,
  sql`alter table portal_session add column person_hash text`,
  sql`create index portal_session_sign_in on portal_session (sign_in_hash)`,
  sql`create index portal_session_person on portal_session (person_hash)`,
  sql`create table portal_logout_token (id_hash text primary key, ends_at bigint not null)`,
  sql`create index portal_logout_token_ends_at on portal_logout_token (ends_at)`,
];

const DOWN = [
  sql`drop table portal_logout_token`,
  sql`drop index portal_session_person`,
  sql`drop index portal_session_sign_in`,
  sql`alter table portal_session drop column person_hash`,
  sql`alter table portal_session drop column sign_in_hash`,
];

/** By which names the provider may end a session, and the logout tokens that it used for that. */
export const sessionNames: Migration = {
  up: async (db) => {
    for (const statement of UP) await statement.execute(db);
  },
  down: async (db) => {
    for (const statement of DOWN) await statement.execute(db);
  },
};
