import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import type { Mail } from './mailer.ts';

export type QueuedMail = Mail & { id: string };
export type WaitingMail = QueuedMail & { queuedAt: Date };

/** Mail that waits to be sent. It is forgotten as soon as it is. */
export type OutboxRepository = {
  insert(transaction: Transaction<IdentityTables>, mail: QueuedMail, now: Date): Promise<void>;
  /** What nobody has taken: first what was never tried, then what was tried longest ago. */
  waiting(now: Date, limit: number): Promise<readonly WaitingMail[]>;
  /** Takes a mail; answers false when another took it meanwhile. */
  claim(transaction: Transaction<IdentityTables>, id: string, times: { now: Date; until: Date }): Promise<boolean>;
  remove(transaction: Transaction<IdentityTables>, id: string): Promise<void>;
};

export function createOutboxRepository(db: Database<IdentityTables>): OutboxRepository {
  return {
    async insert(transaction, { id, to, subject, text }, now) {
      const row = { id, recipient: to, subject, body: text, queued_at: now.getTime(), claimed_until: 0 };
      await transaction.insertInto('identity_outbox').values(row).execute();
    },
    async waiting(now, limit) {
      const rows = await db
        .selectFrom('identity_outbox')
        .selectAll()
        .where('claimed_until', '<=', now.getTime())
        .orderBy('claimed_until')
        .orderBy('queued_at')
        .limit(limit)
        .execute();
      return rows.map(({ id, recipient, subject, body, queued_at }) => ({
        id,
        to: recipient,
        subject,
        text: body,
        queuedAt: new Date(queued_at),
      }));
    },
    async claim(transaction, id, { now, until }) {
      const { numUpdatedRows } = await transaction
        .updateTable('identity_outbox')
        .set({ claimed_until: until.getTime() })
        .where('id', '=', id)
        .where('claimed_until', '<=', now.getTime())
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async remove(transaction, id) {
      await transaction.deleteFrom('identity_outbox').where('id', '=', id).execute();
    },
  };
}
