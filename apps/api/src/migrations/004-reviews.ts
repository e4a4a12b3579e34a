import { type Kysely, sql } from 'kysely';

/** Changes that wait: for a later day, for somebody's consent, for a decision; and those that are made on several policies at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of UP) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of DOWN) await sql.raw(statement).execute(db);
}

const ENDORSEMENT_COLUMNS = ['lead text', 'asked_for text', 'asked_by text', 'holds text', 'evidence text'];

const UP = [
  'alter table api_policyholder add column residence_state text',
  'alter table api_policyholder add column contact_changed_at bigint',
  'alter table api_policyholder add column former_email text',
  ...ENDORSEMENT_COLUMNS.map((column) => `alter table api_endorsement add column ${column}`),
  // How many others are made together with this one; each of them names it as its lead.
  'alter table api_endorsement add column companions integer not null default 0',
  'create index api_endorsement_lead on api_endorsement (policyholder_id, lead) where lead is not null',
  "create index api_endorsement_waiting on api_endorsement (effective_on) where status = 'confirmed'",
  // Staff find a change by its review alone: they know no policyholder.
  `create table api_review (
    id text primary key,
    policyholder_id text not null references api_policyholder (id),
    endorsement_id text not null,
    opened_at bigint not null,
    closed_at bigint)`,
  'create index api_review_open on api_review (opened_at) where closed_at is null',
  'create unique index api_review_endorsement on api_review (policyholder_id, endorsement_id)',
  `create table api_consent (
    policyholder_id text not null references api_policyholder (id),
    id text not null,
    endorsement_id text not null,
    policy_number text not null,
    need text not null,
    email text,
    token_hash text,
    expires_at bigint not null,
    answer text not null,
    answered_at bigint,
    recorded_by text,
    evidence text,
    primary key (policyholder_id, id))`,
  'create index api_consent_endorsement on api_consent (policyholder_id, endorsement_id)',
  // Found by the token alone: who is asked has no account here.
  'create unique index api_consent_token on api_consent (token_hash)',
  `create table api_decision (
    id text primary key,
    policyholder_id text not null references api_policyholder (id),
    review_id text not null references api_review (id),
    verdict text not null,
    consent_id text,
    reason text not null,
    decided_by text not null,
    challenge text,
    drafted_at bigint not null,
    expires_at bigint not null,
    confirmed_at bigint)`,
  'create index api_decision_review on api_decision (review_id)',
];

const DOWN = [
  'drop table api_decision',
  'drop table api_consent',
  'drop table api_review',
  'drop index api_endorsement_waiting',
  'drop index api_endorsement_lead',
  ...['companions', ...ENDORSEMENT_COLUMNS]
    .map((column) => column.split(' ')[0])
    .map((name) => `alter table api_endorsement drop column ${name}`),
  'alter table api_policyholder drop column former_email',
  'alter table api_policyholder drop column contact_changed_at',
  'alter table api_policyholder drop column residence_state',
];
