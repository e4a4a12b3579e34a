import { type Kysely, sql } from 'kysely';

/** Authorization requests that applications sent ahead of the browser (RFC 9126). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table identity_pushed_request (
      request_hash text primary key,
      user_flow text not null,
      client_id text not null,
      parameters text not null,
      expires_at bigint not null)`,
    'create index identity_pushed_request_expires on identity_pushed_request (expires_at)',
  ])
    await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table identity_pushed_request').execute(db);
}
