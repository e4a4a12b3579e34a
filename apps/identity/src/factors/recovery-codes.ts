import type { Database, Transaction } from '@surety/database';
import { createSealedBox, type Random } from '@surety/web';
import { createKeyedHash } from '../accounts/keyed-hash.ts';
import type { Lockout } from '../accounts/lockout.ts';
import type { IdentityTables } from '../database.ts';
import { createRecoveryCodeRepository } from './recovery-code-repository.ts';

/** How many codes are made, and how few left are worth a warning. */
export const RECOVERY_CODES = { made: 10, few: 3 } as const;

/** Fresh codes: to show once, as hashes to store, and sealed for the page that shows them. */
export type FreshCodes = { codes: readonly string[]; hashes: readonly string[]; sealed: string };

/** Single-use codes for somebody whose other factors are lost (RFC 8176 calls what they prove `otp`). */
export type RecoveryCodes = {
  make(accountId: string): FreshCodes;
  /** What {@link RecoveryCodes.make} sealed. */
  open(accountId: string, sealed: string): readonly string[] | undefined;
  keep(transaction: Transaction<IdentityTables>, accountId: string, fresh: FreshCodes): Promise<void>;
  forget(transaction: Transaction<IdentityTables>, accountId: string): Promise<void>;
  /** How many are left. */
  left(accountId: string): Promise<number>;
  /** Judges a code. The try counts before it is judged; a right code is used up by {@link RecoveryCodes.spend} alone. */
  judge(accountId: string, typed: string): Promise<'right' | 'wrong' | 'too-many-tries'>;
  /** Uses a code up, with whatever it opens; of two who do so at once, one hears yes. */
  spend(transaction: Transaction<IdentityTables>, accountId: string, typed: string): Promise<boolean>;
};

/** Crockford's digits: no letter that looks like another. Ten of them are 50 random bits. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

type Services = { db: Database<IdentityTables>; random: Random; secret: string; lockout: Lockout };

export function createRecoveryCodes({ db, random, secret, lockout }: Services): RecoveryCodes {
  const repository = createRecoveryCodeRepository(db);
  const hash = createKeyedHash(secret, 'recovery-code');
  const box = createSealedBox(secret, 'recovery-codes');
  return {
    make(accountId) {
      const codes = Array.from({ length: RECOVERY_CODES.made }, () => codeOf(random.token()));
      const sealed = box.seal(codes.join(' '), accountId);
      return { codes, hashes: codes.map((code) => hash(accountId, plain(code))), sealed };
    },
    open: (accountId, sealed) => box.open(sealed, accountId)?.split(' '),
    keep: (transaction, accountId, { hashes }) => repository.replace(transaction, accountId, hashes),
    forget: (transaction, accountId) => repository.replace(transaction, accountId, []),
    left: (accountId) => repository.count(accountId),
    async judge(accountId, typed) {
      if (!(await lockout.mayTry(subjectOf(accountId)))) return 'too-many-tries';
      return (await repository.has(accountId, hash(accountId, plain(typed)))) ? 'right' : 'wrong';
    },
    async spend(transaction, accountId, typed) {
      if (!(await repository.consume(transaction, accountId, hash(accountId, plain(typed))))) return false;
      await lockout.clear(transaction, subjectOf(accountId));
      return true;
    },
  };
}

function subjectOf(accountId: string): string {
  return `recovery:${accountId}`;
}

/** Ten digits in two groups, from the first ten bytes of a token: 256 is a multiple of 32, so each is equally likely. */
function codeOf(token: string): string {
  const bytes = Buffer.from(token, 'base64url').subarray(0, LENGTH);
  const text = Array.from(bytes, (byte) => DIGITS[byte % DIGITS.length]).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** A code as it is compared: whatever the letter case, spaces and hyphens; what looks alike is alike. */
function plain(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');
}
