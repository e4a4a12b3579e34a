import type { SealedBox } from '@surety/web';
import type { PortalTransaction } from '../tables.ts';
import type { SignInAttempt } from './attempt.ts';

/** Sign-ins under way, several for one browser (tabs). Each can be taken once, by the browser that began it. */
export type AttemptRepository = ReturnType<typeof createAttemptRepository>;

export function createAttemptRepository(box: SealedBox) {
  return {
    async insert(
      transaction: PortalTransaction,
      row: { stateHash: string; browserHash: string; endsAt: number; attempt: SignInAttempt },
    ): Promise<void> {
      await transaction
        .insertInto('portal_sign_in_attempt')
        .values({
          state_hash: row.stateHash,
          browser_hash: row.browserHash,
          sealed: box.seal(JSON.stringify(row.attempt), `attempt:${row.stateHash}`),
          ends_at: row.endsAt,
        })
        .execute();
    },

    /** Takes an attempt: of several requests with one state, one gets it. */
    async take(
      transaction: PortalTransaction,
      key: { stateHash: string; browserHash: string; now: number },
    ): Promise<SignInAttempt | undefined> {
      const row = await transaction
        .deleteFrom('portal_sign_in_attempt')
        .where('state_hash', '=', key.stateHash)
        .where('browser_hash', '=', key.browserHash)
        .returning(['sealed', 'ends_at'])
        .executeTakeFirst();
      if (!row || row.ends_at <= key.now) return undefined;
      const text = box.open(row.sealed, `attempt:${key.stateHash}`);
      return text === undefined ? undefined : (JSON.parse(text) as SignInAttempt);
    },

    async removeEnded(transaction: PortalTransaction, now: number): Promise<void> {
      await transaction.deleteFrom('portal_sign_in_attempt').where('ends_at', '<=', now).execute();
    },
  };
}
