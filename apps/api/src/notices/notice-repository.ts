import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** A letter to a policyholder. */
export type Notice = {
  policyholderId: string;
  id: string;
  recipient: string;
  subject: string;
  body: string;
};

/** A notice that is waiting: since when it is due, and how often delivery was tried. */
export type WaitingNotice = Notice & { dueAt: number; attempts: number };

export type NoticeRepository = ReturnType<typeof createNoticeRepository>;

/** Notices wait in the database, written in the transaction of what they tell of. */
export function createNoticeRepository(db: ApiDatabase) {
  return {
    async enqueue(transaction: ApiTransaction, notice: Notice, at: Date): Promise<void> {
      await transaction
        .insertInto('api_notice')
        .values({
          policyholder_id: notice.policyholderId,
          id: notice.id,
          recipient: notice.recipient,
          subject: notice.subject,
          body: notice.body,
          created_at: at.getTime(),
          due_at: at.getTime(),
          attempts: 0,
          delivered_at: null,
        })
        .execute();
    },

    /** What should be delivered by now, the longest due first. */
    async due(now: Date, limit: number): Promise<readonly WaitingNotice[]> {
      const rows = await db
        .selectFrom('api_notice')
        .select(['policyholder_id', 'id', 'recipient', 'subject', 'body', 'due_at', 'attempts'])
        .where('delivered_at', 'is', null)
        .where('due_at', '<=', now.getTime())
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ policyholder_id, due_at, ...row }) => ({
        ...row,
        policyholderId: policyholder_id,
        dueAt: due_at,
      }));
    },

    /** Puts a notice off and counts the attempt; false when another replica took it first. */
    async putOff(transaction: ApiTransaction, notice: WaitingNotice, until: Date): Promise<boolean> {
      const { numUpdatedRows } = await transaction
        .updateTable('api_notice')
        .set((row) => ({ due_at: until.getTime(), attempts: row('attempts', '+', 1) }))
        .where('policyholder_id', '=', notice.policyholderId)
        .where('id', '=', notice.id)
        .where('due_at', '=', notice.dueAt)
        .where('delivered_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Forgets what a delivered letter said: it may hold a link that only its reader should have. */
    async markDelivered(transaction: ApiTransaction, notice: Notice, at: Date): Promise<void> {
      await transaction
        .updateTable('api_notice')
        .set({ delivered_at: at.getTime(), body: '' })
        .where('policyholder_id', '=', notice.policyholderId)
        .where('id', '=', notice.id)
        .execute();
    },
  };
}
