import { daysAfter } from '@surety/insurance';
import type { Logger } from '@surety/web';
import { idempotentAnswers } from './idempotency/idempotent-answer-repository.ts';
import { createNoticeQueue, type NoticeQueue } from './notices/notice-queue.ts';
import type { Services } from './services.ts';

const AT_ONCE = 500;
/** Longer by far than a draft can be confirmed, so that no proof confirms a second change. */
const DAYS_OF_A_PROOF = 30;

type SweepServices = Pick<Services, 'db' | 'clock' | 'spentProofs'>;

/** Forgets, a few at a time, answers that nobody can ask for any more and proofs that confirm nothing any more; answers how many. */
export async function sweep({ db, clock, spentProofs }: SweepServices): Promise<number> {
  const now = clock();
  const answers = await idempotentAnswers.forgetExpired(db, now, AT_ONCE);
  return answers + (await spentProofs.forget(db, { before: daysAfter(now, -DAYS_OF_A_PROOF), most: AT_ONCE }));
}

/** Sweeps for as long as the api runs; every replica may. */
export function createSweep(services: SweepServices & { logger: Logger }): Pick<NoticeQueue, 'start' | 'stop'> {
  return createNoticeQueue({ deliver: () => sweep(services), logger: services.logger, failure: 'sweep-failed' });
}
