import { type Kysely, sql } from 'kysely';

/** Tables of the people half: accounts, lockouts, second factors, e-mail codes and the inbox. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`drop table ${table}`).execute(db);
}

const STATEMENTS = [
  `create table identity_account (
    id text primary key,
    email text not null unique,
    password_hash text not null,
    attributes text not null,
    created_at bigint not null,
    is_disabled integer not null,
    refresh_tokens_valid_from bigint not null)`,
  `create table identity_lockout (
    subject_hash text primary key,
    failures integer not null,
    locks integer not null,
    locked_until bigint not null,
    recent text not null,
    failed_at bigint not null)`,
  'create index identity_lockout_failed on identity_lockout (failed_at)',
  `create table identity_second_factor (
    account_id text primary key references identity_account (id) on delete cascade,
    method text not null,
    sealed_secret text,
    last_step bigint not null,
    enrolled_at bigint not null)`,
  `create table identity_email_code (
    journey_id text primary key,
    code_hash text not null,
    tries integer not null,
    expires_at bigint not null)`,
  'create index identity_email_code_expires on identity_email_code (expires_at)',
  `create table identity_email_code_window (
    subject_hash text primary key,
    sends integer not null,
    started_at bigint not null)`,
  'create index identity_email_code_window_started on identity_email_code_window (started_at)',
  `create table identity_inbox_message (
    id text primary key,
    sender text not null,
    recipient text not null,
    subject text not null,
    body text not null,
    received_at bigint not null)`,
  'create index identity_inbox_message_received on identity_inbox_message (received_at)',
];

const TABLES = [
  'identity_inbox_message',
  'identity_email_code_window',
  'identity_email_code',
  'identity_second_factor',
  'identity_lockout',
  'identity_account',
];
