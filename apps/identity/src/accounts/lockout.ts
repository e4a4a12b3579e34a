import { type Database, inTransientTransaction, type Transaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import type { LockoutLimits, Tenant } from '../tenant/tenant.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { createLockoutRepository, type Tries } from './lockout-repository.ts';
import { normalisePassword } from './password-rule.ts';

/** B2C's smart lockout: ten wrong tries lock for a minute, each further one locks again, later ones for longer. */
export const LOCKOUT = {
  wrongTries: 10,
  shortestMilliseconds: 60_000,
  shortLocks: 10,
  longestMilliseconds: 5 * 60 * 60_000,
  /** How many different wrong passwords are remembered, so that the same one again counts once. */
  remembered: 3,
  forgottenAfterMilliseconds: 24 * 60 * 60_000,
} as const;

/** Limits wrong tries by subject. A subject that nobody has (an unknown address) locks just the same. */
export type Lockout = {
  /**
   * Counts a try before it is judged, so that tries sent together cannot outrun the limit.
   * @param given a password: the same wrong one again counts once ({@link sameSlip}). Left out for codes, where each try is a guess anew.
   * @returns whether the try may be judged.
   */
  mayTry(subject: string, given?: string): Promise<boolean>;
  /** As {@link Lockout.mayTry}, and says what the try means should it be wrong. */
  take(subject: string, given: string): Promise<Try>;
  /** Forgets the wrong tries, after a right one. */
  clear(transaction: Transaction<IdentityTables>, subject: string): Promise<void>;
  /** Forgets subjects that had no wrong try for a day. */
  removeExpired(transaction: Transaction<IdentityTables>): Promise<void>;
};

/** A try that was taken. */
export type Try = {
  isAllowed: boolean;
  /** Whether it counted: the same wrong password again does not. */
  isCounted: boolean;
  /** Which lock in a row begins with it, unless it is right. */
  locks?: number;
};

export function createLockout(services: {
  db: Database<IdentityTables>;
  clock: Clock;
  secret: string;
  tenant?: Pick<Tenant, 'lockout'>;
}): Lockout {
  const { db, clock } = services;
  const hash = createKeyedHash(services.secret, 'lockout');
  const repository = createLockoutRepository();
  const take = (subject: string, given?: string): Promise<Try> => {
    const key = hash(subject);
    const fingerprint = given === undefined ? undefined : hash(subject, sameSlip(given));
    return inTransientTransaction(db, async (transaction) => {
      const now = clock();
      const before = await repository.find(transaction, key);
      if (before && fingerprint !== undefined && before.recent.includes(fingerprint))
        return { isAllowed: before.lockedUntil <= now.getTime(), isCounted: false };
      const tries = await repository.count(transaction, key, now);
      if (!tries) return { isAllowed: false, isCounted: false };
      const after = afterTry(tries, fingerprint, { now, ...services.tenant?.lockout });
      await repository.save(transaction, key, after);
      return { isAllowed: true, isCounted: true, ...(after.locks > tries.locks && { locks: after.locks }) };
    });
  };
  return {
    take,
    mayTry: async (subject, given) => (await take(subject, given)).isAllowed,
    clear: (transaction, subject) => repository.remove(transaction, hash(subject)),
    removeExpired: (transaction) =>
      repository.removeOlder(transaction, new Date(clock().getTime() - LOCKOUT.forgottenAfterMilliseconds)),
  };
}

/**
 * One text for what is one wrong password typed again: the same, with Caps Lock the other way round, with spaces at its ends,
 * or in another Unicode form. That is all that counts as near: each further likeness would be a guess for free.
 */
function sameSlip(given: string): string {
  const typed = normalisePassword(given).trim();
  const flipped = Array.from(typed, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  ).join('');
  return typed < flipped ? typed : flipped;
}

function afterTry(
  tries: Tries,
  fingerprint: string | undefined,
  { now, wrongTries = LOCKOUT.wrongTries, shortestSeconds }: LockoutLimits & { now: Date },
): Tries {
  const recent = fingerprint === undefined ? tries.recent : [fingerprint, ...tries.recent].slice(0, LOCKOUT.remembered);
  if (tries.failures < wrongTries) return { ...tries, recent };
  const locks = tries.locks + 1;
  return { ...tries, recent, locks, lockedUntil: now.getTime() + lockDuration(locks, shortestSeconds) };
}

/** How long the n-th lock lasts, in milliseconds: one minute ten times, then twice as long each time, up to 5 hours. */
export function lockDuration(locks: number, shortestSeconds = LOCKOUT.shortestMilliseconds / 1000): number {
  const doublings = Math.min(Math.max(0, locks - LOCKOUT.shortLocks), 20);
  return Math.min(shortestSeconds * 1000 * 2 ** doublings, LOCKOUT.longestMilliseconds);
}
