import { type Kysely, sql } from 'kysely';

/** Policyholders, their policies and endorsements, the audit chain, and the notices that wait for delivery. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`drop table ${table}`).execute(db);
}

const STATEMENTS = [
  `create table api_policyholder (
    id text primary key,
    issuer text,
    subject text,
    email text,
    created_at bigint not null,
    audit_position integer not null,
    audit_head text not null)`,
  'create unique index api_policyholder_subject on api_policyholder (issuer, subject)',
  // Of those who have not signed in yet, an address names at most one.
  'create unique index api_policyholder_waiting on api_policyholder (email) where subject is null',
  'create index api_policyholder_email on api_policyholder (email)',
  `create table api_policy (
    policyholder_id text not null references api_policyholder (id),
    number text not null unique,
    kind text not null,
    status text not null,
    insured_name text,
    insured_born_on text,
    coverage_amount bigint,
    coverage_currency text,
    premium_amount bigint,
    premium_currency text,
    premium_every text,
    starts_on text,
    ends_on text,
    designation text not null,
    version integer not null,
    endorsement_count integer not null,
    primary key (policyholder_id, number))`,
  `create table api_endorsement (
    policyholder_id text not null,
    id text not null,
    policy_number text not null,
    status text not null,
    sequence integer,
    before_designation text not null,
    after_designation text not null,
    based_on integer not null,
    challenge text,
    drafted_at bigint not null,
    expires_at bigint not null,
    confirmed_at bigint,
    effective_on text,
    primary key (policyholder_id, id),
    foreign key (policyholder_id, policy_number) references api_policy (policyholder_id, number))`,
  'create unique index api_endorsement_number on api_endorsement (policyholder_id, policy_number, sequence)',
  'create index api_endorsement_status on api_endorsement (policyholder_id, policy_number, status)',
  `create table api_audit_event (
    policyholder_id text not null references api_policyholder (id),
    position integer not null,
    at bigint not null,
    event text not null,
    content text not null,
    previous_hash text not null,
    hash text not null,
    primary key (policyholder_id, position))`,
  `create table api_notice (
    policyholder_id text not null references api_policyholder (id),
    id text not null,
    recipient text not null,
    subject text not null,
    body text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts integer not null,
    delivered_at bigint,
    primary key (policyholder_id, id))`,
  'create index api_notice_due on api_notice (due_at) where delivered_at is null',
];

const TABLES = ['api_notice', 'api_audit_event', 'api_endorsement', 'api_policy', 'api_policyholder'];
