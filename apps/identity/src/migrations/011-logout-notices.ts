import { type Kysely, sql } from 'kysely';

/** Logout notices that wait for applications to take them (OpenID Connect Back-Channel Logout 1.0). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table identity_logout_notice (
      id text primary key,
      client_id text not null,
      issuer text not null,
      account_id text not null,
      sign_in_id text not null,
      attempts integer not null,
      next_attempt_at bigint not null)`,
    'create index identity_logout_notice_next on identity_logout_notice (next_attempt_at)',
  ])
    await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table identity_logout_notice').execute(db);
}
