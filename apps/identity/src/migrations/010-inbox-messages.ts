import { type Kysely, sql } from 'kysely';

/** The inbox keeps text messages as such, the HTML of mails, and what is attached to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS) await sql.raw(`alter table identity_inbox_message add column ${column}`).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS)
    await sql.raw(`alter table identity_inbox_message drop column ${column.split(' ')[0]}`).execute(db);
}

const COLUMNS = ["kind text not null default 'mail'", 'html text', "attachments text not null default '[]'"];
