import { inTransientTransaction } from '@surety/database';
import type { SealedBox } from '@surety/web';
import type { PortalDatabase } from '../tables.ts';

/** Each session's tokens, sealed for that session: a row copied to another session does not open. */
export type TokenCacheRepository = ReturnType<typeof createTokenCacheRepository>;

/** The right to renew a session's tokens, until a moment (epoch milliseconds) that also names its owner. */
export type RenewalLease = { sessionHash: string; now: number; until: number };

export function createTokenCacheRepository(db: PortalDatabase, box: SealedBox) {
  return {
    async find(sessionHash: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('portal_token_cache')
        .select('sealed')
        .where('session_hash', '=', sessionHash)
        .executeTakeFirst();
      return row && openTokens(box, sessionHash, row.sealed);
    },

    /** Replaces a session's tokens; does nothing when the session has ended meanwhile. */
    async replace(sessionHash: string, tokens: string): Promise<void> {
      const sealed = sealTokens(box, sessionHash, tokens);
      await inTransientTransaction(db, (transaction) =>
        transaction.updateTable('portal_token_cache').set({ sealed }).where('session_hash', '=', sessionHash).execute(),
      );
    },

    /** Of all replicas one at a time may renew a session's tokens: whether this one may now. */
    async takeRenewal({ sessionHash, now, until }: RenewalLease): Promise<boolean> {
      const { numUpdatedRows } = await inTransientTransaction(db, (transaction) =>
        transaction
          .updateTable('portal_token_cache')
          .set({ renewing_until: until })
          .where('session_hash', '=', sessionHash)
          .where((row) => row.or([row('renewing_until', 'is', null), row('renewing_until', '<=', now)]))
          .executeTakeFirst(),
      );
      return numUpdatedRows === 1n;
    },

    async endRenewal({ sessionHash, until }: RenewalLease): Promise<void> {
      await inTransientTransaction(db, (transaction) =>
        transaction
          .updateTable('portal_token_cache')
          .set({ renewing_until: null })
          .where('session_hash', '=', sessionHash)
          .where('renewing_until', '=', until)
          .execute(),
      );
    },
  };
}

/** Tokens as they are kept, sealed for the session they belong to. */
export function sealTokens(box: SealedBox, sessionHash: string, tokens: string): string {
  return box.seal(tokens, `tokens:${sessionHash}`);
}

/** The tokens that were sealed for this session; `undefined` when they were not. */
export function openTokens(box: SealedBox, sessionHash: string, sealed: string): string | undefined {
  return box.open(sealed, `tokens:${sessionHash}`);
}
