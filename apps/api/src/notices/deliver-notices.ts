import { inTransaction } from '@surety/database';
import type { Services } from '../services.ts';
import type { Mailer } from './mailer.ts';
import type { WaitingNotice } from './notice-repository.ts';

export type DeliveryServices = Pick<Services, 'db' | 'notices' | 'clock' | 'logger'> & { mailer: Mailer };

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 60 * 60 * 1000;
const AT_ONCE = 20;

/** How long a notice waits after its `attempts`-th try: half a minute, then twice as long each time, up to an hour. */
export function retryDelay(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempts, 20), LONGEST_DELAY_MS);
}

/**
 * Delivers what is due, and answers how many it took. At least once: a notice is put off before it is sent, so one
 * whose delivery nobody could write down any more is sent again. Several replicas may do this; one takes each notice.
 */
export async function deliverNotices(
  services: DeliveryServices,
  isStopping: () => boolean = () => false,
): Promise<number> {
  const due = await services.notices.due(services.clock(), AT_ONCE);
  let taken = 0;
  for (const notice of due) {
    if (isStopping()) break;
    taken += (await deliver(services, notice)) ? 1 : 0;
  }
  return taken;
}

async function deliver(services: DeliveryServices, notice: WaitingNotice): Promise<boolean> {
  const { db, notices, clock, logger, mailer } = services;
  const until = new Date(clock().getTime() + retryDelay(notice.attempts));
  const isOurs = await inTransaction(db, (transaction) => notices.putOff(transaction, notice, until));
  if (!isOurs) return false;
  try {
    await mailer.send(notice);
  } catch (error) {
    logger.warn({ event: 'notice-put-off', until: until.toISOString(), reason: (error as { code?: string }).code });
    return true;
  }
  await inTransaction(db, (transaction) => notices.markDelivered(transaction, notice, clock()));
  return true;
}
