import type { Logger } from '@surety/web';
import { createNoticeQueue, type NoticeQueue } from '../notices/notice-queue.ts';
import type { Services } from '../services.ts';
import { idempotentAnswers } from './idempotent-answer-repository.ts';

const AT_ONCE = 500;

/** Forgets answers that nobody can ask for any more, a few at a time, for as long as the api runs; every replica may. */
export function createAnswerSweep({
  db,
  clock,
  logger,
}: Pick<Services, 'db' | 'clock'> & { logger: Logger }): Pick<NoticeQueue, 'start' | 'stop'> {
  const deliver = () => idempotentAnswers.forgetExpired(db, clock(), AT_ONCE);
  return createNoticeQueue({ deliver, logger, failure: 'answer-sweep-failed' });
}
