import { type Kysely, sql } from 'kysely';

/** Whether a session is kept when the browser closes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_sso_session add column is_kept integer not null default 0`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_sso_session drop column is_kept`.execute(db);
}
