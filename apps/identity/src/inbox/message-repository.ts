import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** What is attached to a mail. Its content is not kept. */
export type Attachment = { name: string; mediaType: string; bytes: number };

/** One mail or text message in the inbox. */
export type InboxMessage = {
  id: string;
  kind: 'mail' | 'text';
  from: string;
  to: string;
  subject: string;
  text: string;
  /** The HTML form of a mail, as its sender wrote it: somebody else's page. */
  html?: string;
  attachments: readonly Attachment[];
  receivedAt: Date;
};

export type MessageRepository = {
  insert(transaction: Transaction<IdentityTables>, message: InboxMessage): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<InboxMessage[]>;
  find(id: string): Promise<InboxMessage | undefined>;
  remove(transaction: Transaction<IdentityTables>, id: string): Promise<void>;
  /** Keeps the newest ones only. */
  removeAllBut(transaction: Transaction<IdentityTables>, newest: number): Promise<void>;
};

export function createMessageRepository(db: Database<IdentityTables>): MessageRepository {
  return {
    async insert(transaction, { id, kind, from, to, subject, text, html, attachments, receivedAt }) {
      const row = {
        ...{ id, kind, sender: from, recipient: to, subject, body: text, html: html ?? null },
        attachments: JSON.stringify(attachments),
        received_at: receivedAt.getTime(),
      };
      await transaction.insertInto('identity_inbox_message').values(row).execute();
    },
    async list(limit) {
      const rows = await db
        .selectFrom('identity_inbox_message')
        .selectAll()
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },
    async find(id) {
      const row = await db.selectFrom('identity_inbox_message').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toMessage(row);
    },
    async remove(transaction, id) {
      await transaction.deleteFrom('identity_inbox_message').where('id', '=', id).execute();
    },
    async removeAllBut(transaction, newest) {
      const kept = transaction
        .selectFrom('identity_inbox_message')
        .select('id')
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(newest);
      await transaction.deleteFrom('identity_inbox_message').where('id', 'not in', kept).execute();
    },
  };
}

function toMessage(row: IdentityTables['identity_inbox_message']): InboxMessage {
  return {
    id: row.id,
    from: row.sender,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    kind: row.kind === 'text' ? 'text' : 'mail',
    ...(row.html !== null && { html: row.html }),
    attachments: JSON.parse(row.attachments),
    receivedAt: new Date(row.received_at),
  };
}
