import { type Kysely, sql } from 'kysely';

/** Nonces of password submissions that were judged: each counts once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'create table identity_spent_nonce (nonce_hash text primary key, expires_at bigint not null)',
    'create index identity_spent_nonce_expires on identity_spent_nonce (expires_at)',
  ])
    await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table identity_spent_nonce').execute(db);
}
