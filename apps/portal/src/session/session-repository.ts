import { inTransaction, inTransientTransaction } from '@surety/database';
import type { SealedBox } from '@surety/web';
import type { PortalDatabase, PortalTransaction } from '../tables.ts';
import { openSession, type PortalSession, type SessionBeginning, type StoredSession, sealSession } from './session.ts';
import { nameHashesOf } from './session-name.ts';
import { sealTokens } from './token-cache-repository.ts';

/** Sessions at rest: found by the hash of their id, their content sealed for that hash. Each verb happens whole or not at all. */
export type SessionRepository = ReturnType<typeof createSessionRepository>;

export type SessionBoxes = { sessions: SealedBox; tokens: SealedBox };

export function createSessionRepository(db: PortalDatabase, boxes: SessionBoxes) {
  return {
    async find(idHash: string): Promise<StoredSession | undefined> {
      const row = await db.selectFrom('portal_session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
      const content = row && openSession(boxes.sessions, idHash, row.sealed);
      if (!row || !content) return undefined;
      const isRegistered = row.registered === 1;
      return { ...content, idHash, isRegistered, lastSeenAt: row.last_seen_at, endsAt: row.ends_at };
    },

    /** Begins a session with its tokens, in place of the browser's former one. Sessions that ended are cleared away. */
    async begin({ session, tokens, formerHash, idleSince }: SessionBeginning): Promise<void> {
      await inTransientTransaction(db, async (transaction) => {
        if (formerHash !== undefined) await removeSession(transaction, formerHash);
        await removeEnded(transaction, session.lastSeenAt, idleSince);
        await insertSession(transaction, session, sealSession(boxes.sessions, session));
        const sealed = sealTokens(boxes.tokens, session.idHash, tokens);
        await transaction
          .insertInto('portal_token_cache')
          .values({ session_hash: session.idHash, sealed, renewing_until: null })
          .execute();
      });
    },

    /** What newer tokens say of the person, and these tokens. Does nothing when the session has ended meanwhile. */
    async replaceClaims(session: PortalSession, tokens: string): Promise<void> {
      const sealed = sealSession(boxes.sessions, session);
      const sealedTokens = sealTokens(boxes.tokens, session.idHash, tokens);
      await inTransientTransaction(db, async (transaction) => {
        await transaction.updateTable('portal_session').set({ sealed }).where('id_hash', '=', session.idHash).execute();
        await transaction
          .updateTable('portal_token_cache')
          .set({ sealed: sealedTokens })
          .where('session_hash', '=', session.idHash)
          .execute();
      });
    },

    async markSeen(idHash: string, at: number): Promise<void> {
      await inTransientTransaction(db, (transaction) =>
        transaction.updateTable('portal_session').set({ last_seen_at: at }).where('id_hash', '=', idHash).execute(),
      );
    },

    async markRegistered(idHash: string): Promise<void> {
      await inTransientTransaction(db, (transaction) =>
        transaction.updateTable('portal_session').set({ registered: 1 }).where('id_hash', '=', idHash).execute(),
      );
    },

    /** Ends a session; its tokens go with it. */
    async remove(idHash: string): Promise<void> {
      await inTransaction(db, (transaction) => removeSession(transaction, idHash));
    },

    /** Ends every session of this name that would end by `endsAt` (epoch milliseconds), and answers how many that were. */
    async removeNamed(nameHash: string, endsAt: number): Promise<number> {
      const { numDeletedRows } = await inTransientTransaction(db, (transaction) =>
        transaction
          .deleteFrom('portal_session')
          .where((row) => row.or([row('sign_in_hash', '=', nameHash), row('person_hash', '=', nameHash)]))
          .where('ends_at', '<=', endsAt)
          .executeTakeFirst(),
      );
      return Number(numDeletedRows);
    },
  };
}

async function insertSession(transaction: PortalTransaction, session: StoredSession, sealed: string): Promise<void> {
  const names = nameHashesOf(session.claims);
  await transaction
    .insertInto('portal_session')
    .values({
      id_hash: session.idHash,
      sealed,
      registered: session.isRegistered ? 1 : 0,
      last_seen_at: session.lastSeenAt,
      ends_at: session.endsAt,
      sign_in_hash: names.signIn,
      person_hash: names.person,
    })
    .execute();
}

async function removeSession(transaction: PortalTransaction, idHash: string): Promise<void> {
  await transaction.deleteFrom('portal_session').where('id_hash', '=', idHash).execute();
}

async function removeEnded(transaction: PortalTransaction, now: number, idleSince: number): Promise<void> {
  await transaction
    .deleteFrom('portal_session')
    .where((row) => row.or([row('ends_at', '<=', now), row('last_seen_at', '<=', idleSince)]))
    .execute();
}
