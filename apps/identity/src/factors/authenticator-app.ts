import { type Database, inTransaction, type Transaction } from '@surety/database';
import { type Clock, createSealedBox } from '@surety/web';
import { Secret, TOTP } from 'otpauth';
import type { Lockout } from '../accounts/lockout.ts';
import type { IdentityTables } from '../database.ts';
import { createSecondFactorRepository } from './second-factor-repository.ts';

const BOX_PURPOSE = 'authenticator-app';
const SECONDS_PER_STEP = 30;
/** One step earlier and one later are accepted, for clocks that differ (RFC 6238 5.2). */
const WINDOW = 1;

/** An authenticator app that is being set up: its secret, and what a camera or a hand puts into the app. */
export type AppSetup = { sealedSecret: string; secret: string; uri: string };

/** Time-based codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds). */
export type AuthenticatorApps = {
  /** A fresh secret that waits for its first code. */
  begin(account: { id: string; email: string }): AppSetup;
  /** Opens a secret that waits, to show it again. */
  reopen(account: { id: string; email: string }, sealedSecret: string): AppSetup | undefined;
  /** Whether a code belongs to the waiting secret; then the app becomes the account's second factor. */
  enrol(transaction: Transaction<IdentityTables>, enrolment: Enrolment): Promise<boolean>;
  /** Judges a code of the enrolled app. A code works once. */
  judge(accountId: string, code: string): Promise<'right' | 'wrong' | 'too-many-tries'>;
  /** Whether this account may try another code now. Counts as a try. */
  mayTry(accountId: string): Promise<boolean>;
};

export type Enrolment = { accountId: string; sealedSecret: string; code: string };

type Services = {
  db: Database<IdentityTables>;
  clock: Clock;
  secret: string;
  lockout: Lockout;
  /** Shown in the app above the code. */
  tenantName: string;
};

export function createAuthenticatorApps(services: Services): AuthenticatorApps {
  const { db, clock, lockout } = services;
  const box = createSealedBox(services.secret, BOX_PURPOSE);
  const repository = createSecondFactorRepository(db);
  const setup = (account: { email: string }, sealedSecret: string, secret: string): AppSetup => ({
    sealedSecret,
    secret,
    uri: totp(secret, { issuer: services.tenantName, label: account.email }).toString(),
  });
  const mayTry = (accountId: string): Promise<boolean> => lockout.mayTry(lockoutSubject(accountId));

  return {
    begin(account) {
      const secret = new Secret({ size: 20 }).base32;
      return setup(account, box.seal(secret, account.id), secret);
    },
    reopen(account, sealedSecret) {
      const secret = box.open(sealedSecret, account.id);
      return secret === undefined ? undefined : setup(account, sealedSecret, secret);
    },
    async enrol(transaction, { accountId, sealedSecret, code }) {
      const secret = box.open(sealedSecret, accountId);
      const step = secret === undefined ? undefined : matchingStep(secret, code, clock());
      if (step === undefined) return false;
      await repository.save(transaction, { accountId, method: 'authenticator-app', sealedSecret }, clock());
      await lockout.clear(transaction, lockoutSubject(accountId));
      return repository.useStep(transaction, accountId, step);
    },
    async judge(accountId, code) {
      if (!(await mayTry(accountId))) return 'too-many-tries';
      const factor = await repository.find(accountId);
      const secret = factor?.sealedSecret && box.open(factor.sealedSecret, accountId);
      const step = secret ? matchingStep(secret, code, clock()) : undefined;
      if (step === undefined) return 'wrong';
      return inTransaction(db, async (transaction) => {
        if (!(await repository.useStep(transaction, accountId, step))) return 'wrong';
        await lockout.clear(transaction, lockoutSubject(accountId));
        return 'right';
      });
    },
    mayTry,
  };
}

/** Seals an app's secret (base32) for an account, in the form in which it is stored. */
export function sealAppSecret(secret: string, accountId: string, appSecret: string): string {
  return createSealedBox(secret, BOX_PURPOSE).seal(appSecret, accountId);
}

function totp(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), digits: 6, period: SECONDS_PER_STEP });
}

/** The time step whose code this is, near now; `undefined` when there is none. */
function matchingStep(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / SECONDS_PER_STEP) + delta;
}

function lockoutSubject(accountId: string): string {
  return `app:${accountId}`;
}
