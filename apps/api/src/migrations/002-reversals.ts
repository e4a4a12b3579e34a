import { type Kysely, sql } from 'kysely';

/** Links by which a policyholder undoes a change, endorsements that undo others, and policies on which nothing may change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of UP) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of DOWN) await sql.raw(statement).execute(db);
}

const UP = [
  'alter table api_policy add column frozen_at bigint',
  'alter table api_endorsement add column reverses integer',
  // Found by the token alone: whoever holds the link has nothing else to show.
  `create table api_reversal_link (
    token_hash text primary key,
    policyholder_id text not null references api_policyholder (id),
    endorsement_id text not null,
    expires_at bigint not null,
    used_at bigint)`,
];

const DOWN = [
  'drop table api_reversal_link',
  'alter table api_endorsement drop column reverses',
  'alter table api_policy drop column frozen_at',
];
