import type { SealedBox } from '@surety/web';
import type { PortalDatabase, PortalTransaction } from '../tables.ts';
import type { PortalSession } from './session.ts';

type Sealed = Pick<PortalSession, 'subject' | 'issuer' | 'claims'>;

/** A session's row, with the times that decide whether it still counts. */
export type StoredSession = PortalSession & { lastSeenAt: number; endsAt: number };

/** Sessions at rest: found by the hash of their id, their content sealed for that hash. */
export type SessionRepository = ReturnType<typeof createSessionRepository>;

export function createSessionRepository(db: PortalDatabase, box: SealedBox) {
  return {
    async find(idHash: string): Promise<StoredSession | undefined> {
      const row = await db.selectFrom('portal_session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
      const text = row && box.open(row.sealed, `session:${idHash}`);
      if (!row || text === undefined) return undefined;
      const isRegistered = row.registered === 1;
      return {
        ...(JSON.parse(text) as Sealed),
        idHash,
        isRegistered,
        lastSeenAt: row.last_seen_at,
        endsAt: row.ends_at,
      };
    },

    async insert(transaction: PortalTransaction, session: StoredSession): Promise<void> {
      await transaction
        .insertInto('portal_session')
        .values({
          id_hash: session.idHash,
          sealed: seal(box, session),
          registered: session.isRegistered ? 1 : 0,
          last_seen_at: session.lastSeenAt,
          ends_at: session.endsAt,
        })
        .execute();
    },

    async replaceClaims(transaction: PortalTransaction, session: PortalSession): Promise<void> {
      const sealed = seal(box, session);
      await transaction.updateTable('portal_session').set({ sealed }).where('id_hash', '=', session.idHash).execute();
    },

    async markSeen(transaction: PortalTransaction, idHash: string, at: number): Promise<void> {
      await transaction.updateTable('portal_session').set({ last_seen_at: at }).where('id_hash', '=', idHash).execute();
    },

    async markRegistered(transaction: PortalTransaction, idHash: string): Promise<void> {
      await transaction.updateTable('portal_session').set({ registered: 1 }).where('id_hash', '=', idHash).execute();
    },

    /** Ends a session; its tokens go with it. */
    async remove(transaction: PortalTransaction, idHash: string): Promise<void> {
      await transaction.deleteFrom('portal_session').where('id_hash', '=', idHash).execute();
    },

    async removeEnded(transaction: PortalTransaction, now: number, idleSince: number): Promise<void> {
      await transaction
        .deleteFrom('portal_session')
        .where((row) => row.or([row('ends_at', '<=', now), row('last_seen_at', '<=', idleSince)]))
        .execute();
    },
  };
}

function seal(box: SealedBox, { idHash, subject, issuer, claims }: PortalSession): string {
  return box.seal(JSON.stringify({ subject, issuer, claims } satisfies Sealed), `session:${idHash}`);
}
