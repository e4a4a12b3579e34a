import { inTransientTransaction } from '@surety/database';
import type { PortalDatabase } from '../tables.ts';

/** Logout tokens that were used, by the hash of issuer and `jti`, until they are too old to be used at all. */
export type LogoutTokenRepository = ReturnType<typeof createLogoutTokenRepository>;

/** Times are epoch milliseconds. */
export type UsedLogoutToken = { idHash: string; now: number; endsAt: number };

export function createLogoutTokenRepository(db: PortalDatabase) {
  return {
    /** Notes a use. Answers true to exactly one caller, on all replicas. */
    take({ idHash, now, endsAt }: UsedLogoutToken): Promise<boolean> {
      return inTransientTransaction(db, async (transaction) => {
        await transaction.deleteFrom('portal_logout_token').where('ends_at', '<=', now).execute();
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('portal_logout_token')
          .values({ id_hash: idHash, ends_at: endsAt })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      });
    },
  };
}
