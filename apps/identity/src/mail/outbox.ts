import { randomUUID } from 'node:crypto';
import { type Database, inTransientTransaction, type Transaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import type { Mail, Mailer } from './mailer.ts';
import { createOutboxRepository } from './outbox-repository.ts';

/** Mail that is written down in the transaction of what it tells of, and sent after it: at least once, mostly once. */
export type Outbox = {
  queue(transaction: Transaction<IdentityTables>, mail: Mail): Promise<void>;
  /** Sends what waits; of several replicas one takes each mail. What fails waits for a later call. */
  deliver(): Promise<void>;
};

/** Longer than handing over one mail takes: whoever took a mail and died is succeeded after this. */
const CLAIM_MILLISECONDS = 60_000;
/** After this long it is news no more. */
const KEPT_MILLISECONDS = 3 * 24 * 60 * 60_000;
const MOST_AT_ONCE = 20;

export function createOutbox(services: { db: Database<IdentityTables>; clock: Clock; mailer: Mailer }): Outbox {
  const { db, clock, mailer } = services;
  const repository = createOutboxRepository(db);
  return {
    queue: (transaction, mail) => repository.insert(transaction, { id: randomUUID(), ...mail }, clock()),
    async deliver() {
      const now = clock();
      const waiting = await repository.waiting(now, MOST_AT_ONCE);
      for (const mail of waiting) {
        const until = new Date(now.getTime() + CLAIM_MILLISECONDS);
        const isOurs = await inTransientTransaction(db, (transaction) =>
          repository.claim(transaction, mail.id, { now, until }),
        );
        if (!isOurs) continue;
        const isOver = now.getTime() - mail.queuedAt.getTime() > KEPT_MILLISECONDS;
        if (isOver || (await mailer.send(mail)))
          await inTransientTransaction(db, (transaction) => repository.remove(transaction, mail.id));
      }
    },
  };
}
