import type { ProtocolServices } from '../services.ts';

const DAY_MILLISECONDS = 24 * 60 * 60_000;
const CHECK_MILLISECONDS = 60 * 60_000;

/** Renews the signing key when it is this many days old; looks now and every hour until the answer is called. */
export function rotateOnSchedule(
  { signingKeys, logger }: Pick<ProtocolServices, 'signingKeys' | 'logger'>,
  days: number | undefined,
): () => void {
  if (days === undefined) return () => {};
  const check = (): void => {
    signingKeys
      .rotateWhenOlder(days * DAY_MILLISECONDS)
      .catch((error: unknown) => logger.error({ event: 'key-rotation-failed', err: error }));
  };
  check();
  const timer = setInterval(check, CHECK_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
