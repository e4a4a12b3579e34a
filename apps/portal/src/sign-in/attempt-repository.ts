import { inTransientTransaction } from '@surety/database';
import type { SealedBox } from '@surety/web';
import type { PortalDatabase } from '../tables.ts';
import { type AttemptBeginning, type AttemptKey, openAttempt, type SignInAttempt, sealAttempt } from './attempt.ts';

/** Sign-ins under way, several for one browser (tabs). Each can be taken once, by the browser that began it. */
export type AttemptRepository = ReturnType<typeof createAttemptRepository>;

export function createAttemptRepository(db: PortalDatabase, box: SealedBox) {
  return {
    /** Keeps an attempt; those that took too long are cleared away. */
    async insert({ stateHash, browserHash, attempt, now, endsAt }: AttemptBeginning): Promise<void> {
      const sealed = sealAttempt(box, stateHash, attempt);
      await inTransientTransaction(db, async (transaction) => {
        await transaction.deleteFrom('portal_sign_in_attempt').where('ends_at', '<=', now).execute();
        await transaction
          .insertInto('portal_sign_in_attempt')
          .values({ state_hash: stateHash, browser_hash: browserHash, sealed, ends_at: endsAt })
          .execute();
      });
    },

    /** Takes an attempt: of several requests with one state, one gets it. */
    async take({ stateHash, browserHash, now }: AttemptKey): Promise<SignInAttempt | undefined> {
      const row = await inTransientTransaction(db, (transaction) =>
        transaction
          .deleteFrom('portal_sign_in_attempt')
          .where('state_hash', '=', stateHash)
          .where('browser_hash', '=', browserHash)
          .returning(['sealed', 'ends_at'])
          .executeTakeFirst(),
      );
      return row && row.ends_at > now ? openAttempt(box, stateHash, row.sealed) : undefined;
    },
  };
}
