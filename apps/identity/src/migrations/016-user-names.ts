import { type Kysely, sql } from 'kysely';

/** User names, in lower case and each once; most accounts have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of UNDO) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table identity_account add column user_name text',
  'create unique index identity_account_user_name on identity_account (user_name)',
  'alter table identity_account_import add column user_name text',
];

const UNDO = [
  'alter table identity_account_import drop column user_name',
  'drop index identity_account_user_name',
  'alter table identity_account drop column user_name',
];
