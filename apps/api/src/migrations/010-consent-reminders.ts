import { type Kysely, sql } from 'kysely';

/** Parties who have not answered are reminded once, by a second link: of the first there is only a hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of UP) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of DOWN) await sql.raw(statement).execute(db);
}

const UP = [
  'alter table api_consent add column reminded_at bigint',
  'alter table api_consent add column reminder_hash text',
  'create unique index api_consent_reminder on api_consent (reminder_hash)',
  'create index api_consent_expiring on api_consent (answer, expires_at)',
];

const DOWN = [
  'drop index api_consent_expiring',
  'drop index api_consent_reminder',
  'alter table api_consent drop column reminder_hash',
  'alter table api_consent drop column reminded_at',
];
