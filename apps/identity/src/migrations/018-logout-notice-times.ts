import { type Kysely, sql } from 'kysely';

/** When the sign-ins ended of which a notice tells: applications that hear late spare what began afterwards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_logout_notice add column ended_at bigint not null default 0`.execute(db);
  await sql`update identity_logout_notice set ended_at = next_attempt_at`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table identity_logout_notice drop column ended_at`.execute(db);
}
