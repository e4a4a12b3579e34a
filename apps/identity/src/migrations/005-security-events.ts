import { type Kysely, sql } from 'kysely';

/** The audit (one chain of events for each account, which outlives it), and mail that waits to be sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`drop table ${table}`).execute(db);
}

const STATEMENTS = [
  `create table identity_audit_chain (
    account_id text primary key,
    position integer not null,
    head text not null)`,
  `create table identity_audit_event (
    account_id text not null references identity_audit_chain (account_id),
    position integer not null,
    at bigint not null,
    event text not null,
    content text not null,
    previous_hash text not null,
    hash text not null,
    primary key (account_id, position))`,
  `create table identity_outbox (
    id text primary key,
    recipient text not null,
    subject text not null,
    body text not null,
    queued_at bigint not null,
    claimed_until bigint not null)`,
  'create index identity_outbox_claimed on identity_outbox (claimed_until)',
];

const TABLES = ['identity_outbox', 'identity_audit_event', 'identity_audit_chain'];
