import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import { createMessageRepository, type InboxMessage } from './message-repository.ts';

export type NewMessage = { from: string; to: string; subject: string; text: string };

/** The development mailbox: every mail that the embedded system sends, whoever it is for. */
export type Inbox = {
  keep(message: NewMessage): Promise<void>;
  list(): Promise<InboxMessage[]>;
  find(id: string): Promise<InboxMessage | undefined>;
  remove(id: string): Promise<void>;
  removeAll(): Promise<void>;
};

/** Older messages than these are dropped when a new one comes. */
const MOST_MESSAGES = 500;
const MOST_CHARACTERS = 100_000;

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
          receivedAt: clock(),
        });
        await repository.removeAllBut(transaction, MOST_MESSAGES);
      }),
    list: () => repository.list(MOST_MESSAGES),
    find: (id) => repository.find(id),
    remove: (id) => inTransaction(db, (transaction) => repository.remove(transaction, id)),
    removeAll: () => inTransaction(db, (transaction) => repository.removeAllBut(transaction, 0)),
  };
}

/** PostgreSQL keeps no NUL in text. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
