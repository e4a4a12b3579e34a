import { type Kysely, sql } from 'kysely';

/** The language of a journey's pages, and the one that an account's person read last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_journey add column language text not null default 'en'`.execute(db);
  await sql`alter table identity_account add column language text`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_account drop column language`.execute(db);
  await sql`alter table identity_journey drop column language`.execute(db);
}
