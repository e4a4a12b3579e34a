import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import { type Attachment, createMessageRepository, type InboxMessage } from './message-repository.ts';

export type NewMessage = Pick<InboxMessage, 'from' | 'to' | 'subject' | 'text'> &
  Partial<Pick<InboxMessage, 'kind' | 'html' | 'attachments'>>;

/** The development mailbox: every mail and text message that the embedded system sends, whoever it is for. */
export type Inbox = {
  keep(message: NewMessage): Promise<void>;
  /** Newest first; only those that hold this text somewhere, in any letter case, when given. */
  list(search?: string): Promise<InboxMessage[]>;
  find(id: string): Promise<InboxMessage | undefined>;
  remove(id: string): Promise<void>;
  removeAll(): Promise<void>;
};

/** Older messages than these are dropped when a new one comes. */
const MOST_MESSAGES = 500;
const MOST_CHARACTERS = 100_000;
const MOST_HTML_CHARACTERS = 500_000;
const MOST_ATTACHMENTS = 50;

export function createInbox({ db, clock }: { db: Database<IdentityTables>; clock: Clock }): Inbox {
  const repository = createMessageRepository(db);
  return {
    keep: (message) =>
      inTransaction(db, async (transaction) => {
        await repository.insert(transaction, {
          id: randomUUID(),
          from: storable(message.from).slice(0, 320),
          to: storable(message.to).slice(0, 320),
          subject: storable(message.subject).slice(0, 500),
          text: storable(message.text).slice(0, MOST_CHARACTERS),
          kind: message.kind ?? 'mail',
          ...(message.html !== undefined && { html: storable(message.html).slice(0, MOST_HTML_CHARACTERS) }),
          attachments: (message.attachments ?? []).slice(0, MOST_ATTACHMENTS).map(named),
          receivedAt: clock(),
        });
        await repository.removeAllBut(transaction, MOST_MESSAGES);
      }),
    async list(search = '') {
      const messages = await repository.list(MOST_MESSAGES);
      const wanted = search.trim().toLowerCase();
      return wanted === '' ? messages : messages.filter((message) => holds(message, wanted));
    },
    find: (id) => repository.find(id),
    remove: (id) => inTransaction(db, (transaction) => repository.remove(transaction, id)),
    removeAll: () => inTransaction(db, (transaction) => repository.removeAllBut(transaction, 0)),
  };
}

function holds({ from, to, subject, text }: InboxMessage, wanted: string): boolean {
  return [from, to, subject, text].some((part) => part.toLowerCase().includes(wanted));
}

function named({ name, mediaType, bytes }: Attachment): Attachment {
  return { name: storable(name).slice(0, 200), mediaType: storable(mediaType).slice(0, 100), bytes };
}

/** PostgreSQL keeps no NUL in text. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
