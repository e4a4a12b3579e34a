import { type Kysely, sql } from 'kysely';

/** Whether a password has to be changed before it signs anybody in, on accounts and on those that wait to come in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES)
    await sql.raw(`alter table ${table} add column must_change_password integer not null default 0`).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`alter table ${table} drop column must_change_password`).execute(db);
}

const TABLES = ['identity_account', 'identity_account_import'];
