import { UNITED_STATES } from '@surety/insurance';
import { createNoticeQueue, type NoticeQueue } from '../notices/notice-queue.ts';
import { remindOfConsents } from '../reviews/remind-of-consents.ts';
import type { Services } from '../services.ts';
import { takeDueEffect } from './take-effect.ts';

type DueServices = Omit<Parameters<typeof takeDueEffect>[0], 'market'> &
  Pick<Services, 'wakeNotices'> & { consentReminderDays: number };

/**
 * Looks again and again whether the day of a change has come, or that of a reminder, for as long as the api runs, in every
 * replica.
 */
export function createDueChanges(services: DueServices): Pick<NoticeQueue, 'start' | 'stop'> {
  const { logger, wakeNotices, consentReminderDays } = services;
  const market = { ...UNITED_STATES, consentReminderDays };
  async function deliver(): Promise<number> {
    const taken = (await takeDueEffect({ ...services, market })) + (await remindOfConsents({ ...services, market }));
    if (taken > 0) wakeNotices();
    return taken;
  }
  return createNoticeQueue({ deliver, logger, failure: 'due-changes-failed' });
}
