import { type Kysely, sql } from 'kysely';

/** What a policy insures where it is no life, who pays, and the premiums so far; answers that may be asked for again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of UP) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of DOWN) await sql.raw(statement).execute(db);
}

const UP = [
  'alter table api_policy add column details text',
  `create table api_premium (
    policyholder_id text not null,
    policy_number text not null,
    due_on text not null,
    amount bigint not null,
    currency text not null,
    paid_on text,
    primary key (policyholder_id, policy_number, due_on))`,
  `create table api_idempotent_answer (
    caller text not null,
    idempotency_key text not null,
    fingerprint text not null,
    answer text,
    expires_at bigint not null,
    primary key (caller, idempotency_key))`,
  'create index api_idempotent_answer_expired on api_idempotent_answer (expires_at)',
];

const DOWN = [
  'drop table api_idempotent_answer',
  'drop table api_premium',
  'alter table api_policy drop column details',
];
