import { type Database, inTransientTransaction, type Transaction } from '@surety/database';
import type { Clock, Random, RateLimiter } from '@surety/web';
import { createKeyedHash } from '../accounts/keyed-hash.ts';
import type { Lockout } from '../accounts/lockout.ts';
import type { IdentityTables } from '../database.ts';
import { CODE_LIMITS, createCodeLimits } from './code-limits.ts';
import type { CodeRequest } from './code-request.ts';
import { createEmailCodeRepository } from './email-code-repository.ts';

/** B2C's one-time password engine: six digits for ten minutes, five tries. */
export const VERIFICATION_CODE = { digits: 6, lifetimeMilliseconds: 10 * 60_000, mostTries: 5 } as const;

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'too-many-tries';

/** Codes by mail or text message that prove an address or a number is the person's. */
export type VerificationCodes = {
  /** Makes a new code, which kills the journey's former one, and sends it. */
  send(request: CodeRequest): Promise<'sent' | 'too-many-sendings' | 'sending-failed'>;
  /** Judges a code. The try counts before it is judged; a right code works once. */
  judge(request: CodeRequest, code: string): Promise<CodeVerdict>;
  removeExpired(transaction: Transaction<IdentityTables>): Promise<void>;
};

type Services = {
  db: Database<IdentityTables>;
  clock: Clock;
  random: Random;
  secret: string;
  /** Hands a code over; answers whether that went well. */
  deliver: (request: CodeRequest, code: string) => Promise<boolean>;
  lockout: Lockout;
  limiter: RateLimiter;
  codesPerNetwork?: number | undefined;
};

export function createVerificationCodes(services: Services): VerificationCodes {
  const { db, clock } = services;
  const repository = createEmailCodeRepository();
  const hash = createKeyedHash(services.secret, 'email-code');
  const limits = createCodeLimits({ ...services, repository, hash });
  const wrongSubject = ({ purpose, address }: CodeRequest): string => hash('wrong', purpose, address);
  const hashOf = (request: CodeRequest, code: string): string =>
    hash('code', request.journeyId, request.purpose, request.address, code);

  return {
    async send(request) {
      if (!limits.mayAsk(request)) return 'too-many-sendings';
      const code = services.random.digits(VERIFICATION_CODE.digits);
      const isAllowed = await inTransientTransaction(db, async (transaction) => {
        const now = clock();
        if (!(await limits.maySend(transaction, request))) return false;
        const expiresAt = new Date(now.getTime() + VERIFICATION_CODE.lifetimeMilliseconds);
        await repository.replace(transaction, {
          journeyId: request.journeyId,
          codeHash: hashOf(request, code),
          expiresAt,
        });
        return true;
      });
      if (!isAllowed) return 'too-many-sendings';
      const handedOver = services.deliver(request, code);
      if (request.isHidden) {
        // Whoever hands it over logs what fails; the answer must not tell.
        handedOver.catch(() => false);
        return 'sent';
      }
      return (await handedOver) ? 'sent' : 'sending-failed';
    },

    async judge(request, code) {
      const { limiter, lockout } = services;
      if (limiter.wait(CODE_LIMITS.wrongForAddressInDay, wrongSubject(request)) > 0) return 'too-many-tries';
      if (!(await lockout.mayTry(lockoutSubject(request)))) return 'too-many-tries';
      const verdict = await inTransientTransaction(db, async (transaction) => {
        const tries = await repository.countTry(transaction, request.journeyId, clock());
        if (tries === undefined) return 'expired';
        if (tries > VERIFICATION_CODE.mostTries) return 'too-many-tries';
        if (!(await repository.consume(transaction, request.journeyId, hashOf(request, code)))) return 'wrong';
        await limits.forget(transaction, request);
        await services.lockout.clear(transaction, lockoutSubject(request));
        return 'right';
      });
      // Once, however often the transaction had to run.
      if (verdict === 'wrong') limiter.take(CODE_LIMITS.wrongForAddressInDay, wrongSubject(request));
      return verdict;
    },

    removeExpired: (transaction) =>
      repository.removeExpired(transaction, clock(), VERIFICATION_CODE.lifetimeMilliseconds),
  };
}

/**
 * Wrong codes count for the address as well, over all its journeys: new codes do not buy new guesses without end. They count
 * for the network that sent them, so that a stranger locks himself out and not the owner.
 */
function lockoutSubject({ purpose, address, network }: CodeRequest): string {
  return `code:${purpose}:${address}:${network}`;
}
