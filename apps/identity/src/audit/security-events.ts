import { setTimeout as pause } from 'node:timers/promises';
import { type Database, inTransaction, type Transaction } from '@surety/database';
import type { Clock, Logger } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import type { Mailer } from '../mail/mailer.ts';
import { createOutbox, type Outbox } from '../mail/outbox.ts';
import { securityMail } from '../mail/security-mail.ts';
import { languagesOf } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { chooseLanguage } from '../words/choose-language.ts';
import { wordsIn } from '../words/words.ts';
import { createAuditRepository } from './audit-repository.ts';
import type { Affected, SecurityEvent } from './security-event.ts';

/** What happens to accounts, written down with it and told to the person where it concerns their safety. */
export type SecurityEvents = {
  /** Writes an event to the audit, and queues the mail about it, in the transaction of what it tells of. */
  record(transaction: Transaction<IdentityTables>, affected: Affected, happened: SecurityEvent): Promise<void>;
  /** Sends what is queued. Called after the commit, and now and then: a mail goes out at least once. */
  deliver(): Promise<void>;
  /**
   * The same within an answer to a person, who does not wait for a slow mail server and other people's mail: resolves when all
   * is sent or after two seconds, whichever comes first. What fails is logged, and waits for a later call.
   */
  deliverSoon(): Promise<void>;
  /**
   * Records and delivers without letting anybody wait, so that the time of an answer does not tell whether there is an
   * account to record it for.
   */
  recordUnseen(affected: Affected, happened: SecurityEvent): void;
  /** Begins no further mail: what waits is another process's. */
  stop(): void;
  /** Resolves when nothing is under way that nobody waits for. */
  settled(): Promise<void>;
};

type Services = {
  db: Database<IdentityTables>;
  clock: Clock;
  logger: Logger;
  mailer: Mailer;
  /** Its default language is for mail to people of whom none is known. */
  tenant: Pick<Tenant, 'languages'>;
};

const MOST_PATIENCE_MS = 2_000;

export function createSecurityEvents({ db, clock, logger, mailer, tenant }: Services): SecurityEvents {
  const audit = createAuditRepository(db);
  const outbox: Outbox = createOutbox({ db, clock, mailer });
  const unseen = new Set<Promise<void>>();
  const record: SecurityEvents['record'] = async (transaction, affected, happened) => {
    const { event, ...content } = happened;
    const at = clock();
    await audit.append(transaction, {
      accountId: affected.id,
      at: at.getTime(),
      event,
      content: JSON.stringify(content),
    });
    const language = affected.language ?? chooseLanguage(languagesOf(tenant), {});
    const mail = securityMail(happened, affected, wordsIn(language));
    if (mail) await outbox.queue(transaction, mail);
  };
  const recordNow = async (affected: Affected, happened: SecurityEvent): Promise<void> => {
    try {
      await inTransaction(db, (transaction) => record(transaction, affected, happened));
      await outbox.deliver();
    } catch (error) {
      logger.error({ event: 'security-event-lost', name: happened.event, err: error });
    }
  };
  return {
    record,
    deliver: outbox.deliver,
    recordUnseen(affected, happened) {
      const work = recordNow(affected, happened).finally(() => unseen.delete(work));
      unseen.add(work);
    },
    async deliverSoon() {
      const work: Promise<void> = outbox
        .deliver()
        .catch((error: Error) => logger.error({ event: 'mail-waits', reason: error.message }))
        .finally(() => unseen.delete(work));
      unseen.add(work);
      await Promise.race([work, pause(MOST_PATIENCE_MS, undefined, { ref: false })]);
    },
    stop: outbox.stop,
    async settled() {
      while (unseen.size > 0) await Promise.all(unseen);
    },
  };
}
