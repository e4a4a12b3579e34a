import type { ApiDatabase } from './database.ts';

/** Asks the database the smallest question. @throws what the database, or the network, says is wrong */
export async function askSmallestQuestion(db: ApiDatabase): Promise<void> {
  await db.selectFrom('api_policyholder').select('id').limit(1).execute();
}
