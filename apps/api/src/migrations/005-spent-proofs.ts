import { type Kysely, sql } from 'kysely';

/** Second factors that confirmed something, where the provider does not say what they were given for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table api_spent_proof (
        issuer text not null, subject text not null, proven_at bigint not null,
        primary key (issuer, subject, proven_at))`,
    )
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table api_spent_proof').execute(db);
}
