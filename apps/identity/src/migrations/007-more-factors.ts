import { type Kysely, sql } from 'kysely';

/** Passkeys, of which an account may have several, and recovery codes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`drop table ${table}`).execute(db);
}

const STATEMENTS = [
  `create table identity_passkey (
    credential_id text primary key,
    account_id text not null references identity_account (id) on delete cascade,
    name text not null,
    public_key text not null,
    counter bigint not null,
    transports text not null,
    device_type text not null,
    enrolled_at bigint not null,
    used_at bigint)`,
  'create index identity_passkey_account on identity_passkey (account_id)',
  `create table identity_recovery_code (
    account_id text not null references identity_account (id) on delete cascade,
    code_hash text not null,
    primary key (account_id, code_hash))`,
];

const TABLES = ['identity_recovery_code', 'identity_passkey'];
