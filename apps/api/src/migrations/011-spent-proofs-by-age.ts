import { type Kysely, sql } from 'kysely';

/** Spent proofs are forgotten by their age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index api_spent_proof_age on api_spent_proof (proven_at)').execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop index api_spent_proof_age').execute(db);
}
