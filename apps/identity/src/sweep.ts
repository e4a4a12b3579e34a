import { inTransaction, inTurn } from '@surety/database';
import type { StepServices } from './steps/services.ts';

const SWEEP_MILLISECONDS = 10 * 60_000;

type Services = Pick<
  StepServices,
  | 'db'
  | 'journeys'
  | 'ssoSessions'
  | 'grants'
  | 'signIns'
  | 'codes'
  | 'lockout'
  | 'clock'
  | 'logger'
  | 'securityEvents'
  | 'pushedRequests'
  | 'spentNonces'
>;

/** Forgets journeys, SSO sessions, grants, codes, nonces and wrong tries whose time is over. They are refused before that; this saves room. */
export function sweep({
  db,
  journeys,
  ssoSessions,
  pushedRequests,
  spentNonces,
  grants,
  signIns,
  codes,
  lockout,
  clock,
}: Services): Promise<void> {
  const now = clock();
  return inTransaction(db, async (transaction) => {
    await journeys.removeExpired(transaction, now);
    await pushedRequests.removeExpired(transaction, now);
    await spentNonces.removeExpired(transaction, now);
    await ssoSessions.removeExpired(transaction, now);
    await grants.removeEnded(transaction, now);
    await signIns.removeOver(transaction);
    await codes.removeExpired(transaction);
    await lockout.removeExpired(transaction);
  });
}

/** Sweeps every ten minutes until the answer is called; of several replicas one at a time. */
export function startSweeping(services: Services): () => void {
  const timer = setInterval(() => {
    inTurn(services.db, 'identity sweep', () => sweep(services))
      .then(services.securityEvents.deliver)
      .catch((error: unknown) => services.logger.error({ event: 'sweep-failed', err: error }));
  }, SWEEP_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
