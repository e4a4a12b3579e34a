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
  /** The time step of a waiting secret's code, with which the app is enrolled; `undefined` when the code is not the secret's. */
  stepOf(enrolment: Enrolment): number | undefined;
  /**
   * Makes the app a second factor of the account; the code of this time step is used up.
   * @throws a unique violation when the account has an app already.
   */
  enrol(transaction: Transaction<IdentityTables>, enrolment: Omit<Enrolment, 'code'> & { step: number }): Promise<void>;
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
    stepOf({ accountId, sealedSecret, code }) {
      const secret = box.open(sealedSecret, accountId);
      return secret === undefined ? undefined : matchingStep(secret, code, clock());
    },
    async enrol(transaction, { accountId, sealedSecret, step }) {
      await repository.add(transaction, { accountId, method: 'authenticator-app', sealedSecret }, clock());
      await repository.useStep(transaction, accountId, step);
      await lockout.clear(transaction, lockoutSubject(accountId));
    },
    async judge(accountId, code) {
      if (!(await mayTry(accountId))) return 'too-many-tries';
      const factor = (await repository.list(accountId)).find(({ method }) => method === 'authenticator-app');
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
