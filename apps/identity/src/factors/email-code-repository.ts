import type { Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** The code that waits in a journey, and how often codes were sent to an address. */
export type EmailCodeRepository = {
  /** Counts one sending and answers how many there were since the window began. */
  countSending(
    transaction: Transaction<IdentityTables>,
    subject: string,
    times: { now: Date; windowMilliseconds: number },
  ): Promise<number>;
  clearSendings(transaction: Transaction<IdentityTables>, subject: string): Promise<void>;
  /** Keeps a journey's new code; a former one is dead from then on. */
  replace(transaction: Transaction<IdentityTables>, code: StoredCode): Promise<void>;
  /** Counts one try of the journey's code; `undefined` when there is none any more. */
  countTry(transaction: Transaction<IdentityTables>, journeyId: string, now: Date): Promise<number | undefined>;
  /** Uses up the journey's code if its hash is this one. */
  consume(transaction: Transaction<IdentityTables>, journeyId: string, codeHash: string): Promise<boolean>;
  removeExpired(transaction: Transaction<IdentityTables>, now: Date, windowMilliseconds: number): Promise<void>;
};

export type StoredCode = { journeyId: string; codeHash: string; expiresAt: Date };

export function createEmailCodeRepository(): EmailCodeRepository {
  return {
    countSending,
    async clearSendings(transaction, subject) {
      await transaction.deleteFrom('identity_email_code_window').where('subject_hash', '=', subject).execute();
    },
    async replace(transaction, { journeyId, codeHash, expiresAt }) {
      const values = { code_hash: codeHash, tries: 0, expires_at: expiresAt.getTime() };
      await transaction
        .insertInto('identity_email_code')
        .values({ journey_id: journeyId, ...values })
        .onConflict((conflict) => conflict.column('journey_id').doUpdateSet(values))
        .execute();
    },
    async countTry(transaction, journeyId, now) {
      const row = await transaction
        .updateTable('identity_email_code')
        .set((code) => ({ tries: code('tries', '+', 1) }))
        .where('journey_id', '=', journeyId)
        .where('expires_at', '>', now.getTime())
        .returning('tries')
        .executeTakeFirst();
      return row?.tries;
    },
    async consume(transaction, journeyId, codeHash) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_email_code')
        .where('journey_id', '=', journeyId)
        .where('code_hash', '=', codeHash)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
    async removeExpired(transaction, now, windowMilliseconds) {
      await transaction
        .deleteFrom('identity_email_code_window')
        .where('started_at', '<=', now.getTime() - windowMilliseconds)
        .execute();
    },
  };
}

async function countSending(
  transaction: Transaction<IdentityTables>,
  subject: string,
  { now, windowMilliseconds }: { now: Date; windowMilliseconds: number },
): Promise<number> {
  await transaction
    .deleteFrom('identity_email_code_window')
    .where('subject_hash', '=', subject)
    .where('started_at', '<=', now.getTime() - windowMilliseconds)
    .execute();
  const { sends } = await transaction
    .insertInto('identity_email_code_window')
    .values({ subject_hash: subject, sends: 1, started_at: now.getTime() })
    .onConflict((conflict) =>
      conflict
        .column('subject_hash')
        .doUpdateSet((window) => ({ sends: window('identity_email_code_window.sends', '+', 1) })),
    )
    .returning('sends')
    .executeTakeFirstOrThrow();
  return sends;
}
