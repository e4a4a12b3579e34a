import { inTransaction, inTurn, type Transaction } from '@surety/database';
import type { IdentityTables } from './database.ts';
import type { StepServices } from './steps/services.ts';
import { EXPIRING, removeExpired, removeSignInsOver } from './sweep-repository.ts';

const SWEEP_MILLISECONDS = 10 * 60_000;
/** Rows of one transaction, and how long one sweep goes on: what is left then is the next one's. */
const AT_ONCE = 5_000;
const LONGEST_MILLISECONDS = 5 * 60_000;

type Services = Pick<StepServices, 'db' | 'codes' | 'lockout' | 'clock' | 'logger' | 'securityEvents'>;

/** Removes some of what is over, and answers how many rows they were. */
type Broom = { of: string; some(transaction: Transaction<IdentityTables>, now: Date): Promise<number> };

/**
 * Forgets journeys, SSO sessions, grants, codes, nonces and wrong tries whose time is over. They are refused before that; this
 * saves room. A few rows at a time, so that nobody waits for it; where one table fails, the others are swept.
 */
export async function sweep(services: Services): Promise<void> {
  const now = services.clock();
  const giveUpAt = performance.now() + LONGEST_MILLISECONDS;
  for (const { of, some } of broomsOf(services)) {
    try {
      let removed = AT_ONCE;
      while (removed >= AT_ONCE && performance.now() < giveUpAt)
        removed = await inTransaction(services.db, (transaction) => some(transaction, now));
    } catch (error) {
      services.logger.error({ event: 'sweep-failed', of, reason: (error as Error).message });
    }
  }
}

function broomsOf({ codes, lockout }: Services): readonly Broom[] {
  const whole = (remove: (transaction: Transaction<IdentityTables>) => Promise<void>): Broom['some'] => {
    return async (transaction) => {
      await remove(transaction);
      return 0;
    };
  };
  return [
    ...EXPIRING.map((what) => ({
      of: what.table,
      some: (transaction: Transaction<IdentityTables>, now: Date) =>
        removeExpired(transaction, what, { now, most: AT_ONCE }),
    })),
    { of: 'identity_sign_in', some: (transaction) => removeSignInsOver(transaction, AT_ONCE) },
    { of: 'identity_email_code_window', some: whole(codes.removeExpired) },
    { of: 'identity_lockout', some: whole(lockout.removeExpired) },
  ];
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
