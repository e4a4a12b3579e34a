import type { SealedBox } from '@surety/web';
import type { PortalDatabase, PortalTransaction } from '../tables.ts';

/** Each session's tokens, sealed for that session: a row copied to another session does not open. */
export type TokenCacheRepository = ReturnType<typeof createTokenCacheRepository>;

export function createTokenCacheRepository(db: PortalDatabase, box: SealedBox) {
  return {
    async find(sessionHash: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('portal_token_cache')
        .select('sealed')
        .where('session_hash', '=', sessionHash)
        .executeTakeFirst();
      return row && box.open(row.sealed, `tokens:${sessionHash}`);
    },

    async insert(transaction: PortalTransaction, sessionHash: string, tokens: string): Promise<void> {
      const sealed = box.seal(tokens, `tokens:${sessionHash}`);
      await transaction.insertInto('portal_token_cache').values({ session_hash: sessionHash, sealed }).execute();
    },

    /** Replaces a session's tokens; does nothing when the session has ended meanwhile. */
    async replace(transaction: PortalTransaction, sessionHash: string, tokens: string): Promise<void> {
      const sealed = box.seal(tokens, `tokens:${sessionHash}`);
      await transaction
        .updateTable('portal_token_cache')
        .set({ sealed })
        .where('session_hash', '=', sessionHash)
        .execute();
    },
  };
}
