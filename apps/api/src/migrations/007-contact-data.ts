import { type Kysely, sql } from 'kysely';

/** Contact data of record, and the changes of them; these keep every former address, so that of the last one goes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of UP) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of DOWN) await sql.raw(statement).execute(db);
}

const UP = [
  'alter table api_policyholder drop column former_email',
  'alter table api_policyholder add column contact text',
  'alter table api_policyholder add column contact_version integer not null default 1',
  'alter table api_policyholder add column contact_frozen_at bigint',
  `create table api_contact_change (
    policyholder_id text not null references api_policyholder (id),
    id text not null,
    status text not null,
    before_contact text not null,
    after_contact text not null,
    former_email text,
    based_on integer not null,
    challenge text,
    drafted_at bigint not null,
    expires_at bigint not null,
    confirmed_at bigint,
    evidence text,
    reversal_hash text,
    primary key (policyholder_id, id))`,
  'create index api_contact_change_confirmed on api_contact_change (policyholder_id, confirmed_at)',
  // Found by the token alone: whoever holds the link has nothing else to show.
  'create unique index api_contact_change_reversal on api_contact_change (reversal_hash) where reversal_hash is not null',
];

const DOWN = [
  'drop table api_contact_change',
  'alter table api_policyholder drop column contact_frozen_at',
  'alter table api_policyholder drop column contact_version',
  'alter table api_policyholder drop column contact',
  'alter table api_policyholder add column former_email text',
];
