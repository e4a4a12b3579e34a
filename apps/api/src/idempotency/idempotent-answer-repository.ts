import type { SealedBox } from '@surety/web';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/**
 * A request that may be repeated: whose it is, its key and what it asks, as hashes, and the box that its answer is kept in,
 * which opens with the key that the client chose.
 */
export type RepeatableRequest = { caller: string; key: string; fingerprint: string; box: SealedBox };

/** The first answers to requests that may be repeated; each caller's keys are their own. */
export const idempotentAnswers = {
  /** What was answered first, and to which request; `undefined` when the key is new, or has expired. */
  async find(
    reader: ApiDatabase,
    { caller, key, box }: RepeatableRequest,
    now: Date,
  ): Promise<{ fingerprint: string; answer: string } | undefined> {
    const row = await reader
      .selectFrom('api_idempotent_answer')
      .select(['fingerprint', 'answer'])
      .where('caller', '=', caller)
      .where('idempotency_key', '=', key)
      .where('expires_at', '>', now.getTime())
      .executeTakeFirst();
    const answer = row?.answer ? box.open(row.answer, caller) : undefined;
    return row && answer !== undefined ? { fingerprint: row.fingerprint, answer } : undefined;
  },

  /**
   * Takes the key for this transaction; whoever else wants it waits until this one has ended. What has expired is forgotten.
   * @throws a unique violation when it is taken
   */
  async claim(
    transaction: ApiTransaction,
    { caller, key, fingerprint }: RepeatableRequest,
    { now, expiresAt }: { now: Date; expiresAt: Date },
  ): Promise<void> {
    await transaction
      .deleteFrom('api_idempotent_answer')
      .where('caller', '=', caller)
      .where('expires_at', '<=', now.getTime())
      .execute();
    await transaction
      .insertInto('api_idempotent_answer')
      .values({ caller, idempotency_key: key, fingerprint, answer: null, expires_at: expiresAt.getTime() })
      .execute();
  },

  /** Forgets at most `most` answers that have expired, and answers how many it forgot. */
  async forgetExpired(db: ApiDatabase, now: Date, most: number): Promise<number> {
    const expired = await db
      .selectFrom('api_idempotent_answer')
      .select('expires_at')
      .where('expires_at', '<=', now.getTime())
      .orderBy('expires_at')
      .limit(most)
      .execute();
    // Mostly there is nothing, and then nobody is kept from writing.
    const last = expired.at(-1)?.expires_at;
    if (last === undefined) return 0;
    const { numDeletedRows } = await db
      .deleteFrom('api_idempotent_answer')
      .where('expires_at', '<=', last)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  },

  async keep(transaction: ApiTransaction, { caller, key, box }: RepeatableRequest, answer: string): Promise<void> {
    await transaction
      .updateTable('api_idempotent_answer')
      .set({ answer: box.seal(answer, caller) })
      .where('caller', '=', caller)
      .where('idempotency_key', '=', key)
      .execute();
  },
};
