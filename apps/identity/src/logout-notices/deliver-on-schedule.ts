import type { LogoutNotices } from './logout-notices.ts';

const CHECK_MILLISECONDS = 15_000;

/** Sends logout notices that wait for another attempt, until the answer is called. */
export function deliverOnSchedule({ logoutNotices }: { logoutNotices: LogoutNotices }): () => void {
  const timer = setInterval(logoutNotices.deliverSoon, CHECK_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
