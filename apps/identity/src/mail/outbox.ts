import { randomUUID } from 'node:crypto';
import { type Database, inTransientTransaction, type Transaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import type { Mail, Mailer } from './mailer.ts';
import { createOutboxRepository, type WaitingMail } from './outbox-repository.ts';

/** Mail that is written down in the transaction of what it tells of, and sent after it: at least once, mostly once. */
export type Outbox = {
  queue(transaction: Transaction<IdentityTables>, mail: Mail): Promise<void>;
  /** Sends what waits; of several replicas one takes each mail. What fails waits for a later call. */
  deliver(): Promise<void>;
  /** Lets the mail that is being sent be the last. */
  stop(): void;
};

/** Longer than handing over one mail takes: whoever took a new mail and died is succeeded after this, an older one after its pause. */
const CLAIM_MILLISECONDS = 60_000;
/** What failed is tried again when it has waited as long again, at least a claim and at most this long. */
const LONGEST_PAUSE_MILLISECONDS = 60 * 60_000;
/** After this long it is news no more. */
const KEPT_MILLISECONDS = 3 * 24 * 60 * 60_000;
const MOST_AT_ONCE = 20;

export function createOutbox(services: { db: Database<IdentityTables>; clock: Clock; mailer: Mailer }): Outbox {
  const { db, clock, mailer } = services;
  const repository = createOutboxRepository(db);
  let isStopped = false;
  async function deliverOne({ queuedAt, ...mail }: WaitingMail): Promise<void> {
    // The clock of each mail: those before it may have taken long.
    const now = clock();
    const age = now.getTime() - queuedAt.getTime();
    const pause = Math.min(Math.max(age, CLAIM_MILLISECONDS), LONGEST_PAUSE_MILLISECONDS);
    const until = new Date(now.getTime() + pause);
    const isOurs = await inTransientTransaction(db, (transaction) =>
      repository.claim(transaction, mail.id, { now, until }),
    );
    if (!isOurs) return;
    if (age > KEPT_MILLISECONDS || (await mailer.send(mail)))
      await inTransientTransaction(db, (transaction) => repository.remove(transaction, mail.id));
  }
  return {
    queue: (transaction, mail) => repository.insert(transaction, { id: randomUUID(), ...mail }, clock()),
    async deliver() {
      for (const mail of await repository.waiting(clock(), MOST_AT_ONCE)) {
        if (isStopped) return;
        await deliverOne(mail);
      }
    },
    stop() {
      isStopped = true;
    },
  };
}
