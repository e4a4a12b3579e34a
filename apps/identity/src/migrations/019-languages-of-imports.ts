import { type Kysely, sql } from 'kysely';

/** In which language somebody reads, on accounts that wait to come in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_account_import add column language text`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_account_import drop column language`.execute(db);
}
