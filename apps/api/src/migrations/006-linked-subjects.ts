import { type Kysely, sql } from 'kysely';

/** Further subjects by which a policyholder is known, for instance at the provider that follows the former one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table api_linked_subject (
        issuer text not null, subject text not null,
        policyholder_id text not null references api_policyholder (id),
        linked_at bigint not null,
        primary key (issuer, subject))`,
    )
    .execute(db);
  await sql.raw('create index api_linked_subject_policyholder on api_linked_subject (policyholder_id)').execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table api_linked_subject').execute(db);
}
