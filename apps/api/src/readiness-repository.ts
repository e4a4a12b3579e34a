import { Refusal } from '@surety/web';
import type { ApiDatabase } from './database.ts';

/**
 * Asks the database the smallest question.
 * @throws Refusal `database-unavailable` (503)
 */
export async function assertReady(db: ApiDatabase): Promise<void> {
  try {
    await db.selectFrom('api_policyholder').select('id').limit(1).execute();
  } catch (error) {
    throw new Refusal({
      code: 'database-unavailable',
      status: 503,
      message: 'The database does not answer right now. Try again shortly.',
      detail: (error as Error).message,
      cause: error,
    });
  }
}
