import { inTransientTransaction, isPostgres } from '@surety/database';
import type { SealedBox } from '@surety/web';
import { sql } from 'kysely';
import type { PortalDatabase } from '../tables.ts';

/** Each session's tokens, sealed for that session: a row copied to another session does not open. */
export type TokenCacheRepository = ReturnType<typeof createTokenCacheRepository>;

/** The right to renew a session's tokens, until a moment (epoch milliseconds, by the store's clock) that also names its owner. */
export type RenewalLease = { sessionHash: string; until: number };

/** `now` is this replica's clock (epoch milliseconds), which counts only where there is no other replica. */
export type RenewalWish = { sessionHash: string; now: number; lifeMs: number };

/** Clocks of replicas may differ by more than a lease lasts; the database has one for all. */
const DATABASE_NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

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

    /** Of all replicas one at a time may renew a session's tokens: this one's right to, if it may now. */
    async takeRenewal({ sessionHash, now, lifeMs }: RenewalWish): Promise<RenewalLease | undefined> {
      const at = isPostgres(db) ? DATABASE_NOW : sql.val(now);
      const row = await inTransientTransaction(db, (transaction) =>
        transaction
          .updateTable('portal_token_cache')
          .set({ renewing_until: sql<number>`${at} + ${lifeMs}` })
          .where('session_hash', '=', sessionHash)
          .where((lease) => lease.or([lease('renewing_until', 'is', null), lease('renewing_until', '<=', at)]))
          .returning('renewing_until')
          .executeTakeFirst(),
      );
      return row && row.renewing_until !== null ? { sessionHash, until: row.renewing_until } : undefined;
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
