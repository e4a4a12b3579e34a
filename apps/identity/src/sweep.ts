import { inTransaction } from '@surety/database';
import type { ProtocolServices } from './services.ts';

const SWEEP_MILLISECONDS = 10 * 60_000;

type Services = Pick<ProtocolServices, 'db' | 'journeys' | 'ssoSessions' | 'grants' | 'clock' | 'logger'>;

/** Forgets journeys, SSO sessions and grants whose time is over. They are refused before that; this saves room. */
export function sweep({ db, journeys, ssoSessions, grants, clock }: Services): Promise<void> {
  const now = clock();
  return inTransaction(db, async (transaction) => {
    await journeys.removeExpired(transaction, now);
    await ssoSessions.removeExpired(transaction, now);
    await grants.removeEnded(transaction, now);
  });
}

/** Sweeps every ten minutes until the answer is called. */
export function startSweeping(services: Services): () => void {
  const timer = setInterval(() => {
    sweep(services).catch((error: unknown) => services.logger.error({ event: 'sweep-failed', err: error }));
  }, SWEEP_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
