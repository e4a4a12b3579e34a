import { type Database, inTransientTransaction, type Transaction } from '@surety/database';
import type { Clock, Random } from '@surety/web';
import { createKeyedHash } from '../accounts/keyed-hash.ts';
import type { Lockout } from '../accounts/lockout.ts';
import type { IdentityTables } from '../database.ts';
import type { Mailer } from '../mail/mailer.ts';
import { codeMail } from '../mail/messages.ts';
import type { CodeRequest } from './code-request.ts';
import { createEmailCodeRepository } from './email-code-repository.ts';

/** B2C's one-time password engine: six digits for ten minutes, five tries, ten sendings to one address in a window. */
export const EMAIL_CODE = { digits: 6, lifetimeMilliseconds: 10 * 60_000, mostTries: 5, mostSendings: 10 } as const;

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'too-many-tries';

/** Codes by mail that prove an address is the person's. */
export type EmailCodes = {
  /** Makes a new code, which kills the journey's former one, and mails it. */
  send(request: CodeRequest): Promise<'sent' | 'too-many-sendings' | 'mail-failed'>;
  /** Judges a code. The try counts before it is judged; a right code works once. */
  judge(request: CodeRequest, code: string): Promise<CodeVerdict>;
  removeExpired(transaction: Transaction<IdentityTables>): Promise<void>;
};

type Services = {
  db: Database<IdentityTables>;
  clock: Clock;
  random: Random;
  secret: string;
  mailer: Mailer;
  lockout: Lockout;
};

export function createEmailCodes(services: Services): EmailCodes {
  const { db, clock } = services;
  const repository = createEmailCodeRepository();
  const hash = createKeyedHash(services.secret, 'email-code');
  const windowOf = (request: CodeRequest): string => hash('window', request.purpose, request.email);
  const hashOf = (request: CodeRequest, code: string): string =>
    hash('code', request.journeyId, request.purpose, request.email, code);

  return {
    async send(request) {
      const code = services.random.digits(EMAIL_CODE.digits);
      const isAllowed = await inTransientTransaction(db, async (transaction) => {
        const now = clock();
        const times = { now, windowMilliseconds: EMAIL_CODE.lifetimeMilliseconds };
        const sendings = await repository.countSending(transaction, windowOf(request), times);
        if (sendings > EMAIL_CODE.mostSendings) return false;
        const expiresAt = new Date(now.getTime() + EMAIL_CODE.lifetimeMilliseconds);
        await repository.replace(transaction, {
          journeyId: request.journeyId,
          codeHash: hashOf(request, code),
          expiresAt,
        });
        return true;
      });
      if (!isAllowed) return 'too-many-sendings';
      return (await services.mailer.send(codeMail(request, code))) ? 'sent' : 'mail-failed';
    },

    async judge(request, code) {
      if (!(await services.lockout.mayTry(lockoutSubject(request)))) return 'too-many-tries';
      return inTransientTransaction(db, async (transaction) => {
        const tries = await repository.countTry(transaction, request.journeyId, clock());
        if (tries === undefined) return 'expired';
        if (tries > EMAIL_CODE.mostTries) return 'too-many-tries';
        if (!(await repository.consume(transaction, request.journeyId, hashOf(request, code)))) return 'wrong';
        await repository.clearSendings(transaction, windowOf(request));
        await services.lockout.clear(transaction, lockoutSubject(request));
        return 'right';
      });
    },

    removeExpired: (transaction) => repository.removeExpired(transaction, clock(), EMAIL_CODE.lifetimeMilliseconds),
  };
}

/** Wrong codes count for the address as well, over all its journeys: new codes do not buy new guesses without end. */
function lockoutSubject({ purpose, email }: CodeRequest): string {
  return `code:${purpose}:${email}`;
}
