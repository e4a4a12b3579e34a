import type { Logger } from '@surety/web';
import type { LogoutNotices } from './logout-notices.ts';

const CHECK_MILLISECONDS = 15_000;

/** Sends logout notices that wait for another attempt, until the answer is called. */
export function deliverOnSchedule(services: { logoutNotices: LogoutNotices; logger: Logger }): () => void {
  const timer = setInterval(() => {
    services.logoutNotices
      .deliver()
      .catch((error: unknown) => services.logger.error({ event: 'logout-notices-failed', err: error }));
  }, CHECK_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
