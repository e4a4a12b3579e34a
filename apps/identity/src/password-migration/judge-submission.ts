import { inTransaction } from '@surety/database';
import { type Clock, Refusal } from '@surety/web';
import type { Account } from '../accounts/account.ts';
import type { BreachedPasswords } from '../accounts/breached-passwords.ts';
import { type PasswordServices, passwordSubject } from '../accounts/check-password.ts';
import { checkTypedPassword } from '../accounts/check-typed-password.ts';
import { findPasswordFault } from '../accounts/password-rule.ts';
import type { PasswordRule } from '../tenant/tenant.ts';
import type { SubmittedPassword } from './callout.ts';
import type { SpentNonceRepository } from './spent-nonce-repository.ts';

/** What External ID does next: takes the password over, asks for a better one, asks again, or lets nobody in. */
export type SubmissionAction = {
  action: 'MigratePassword' | 'UpdatePassword' | 'Retry' | 'Block';
  /** Shown to the person. */
  title?: string;
  message?: string;
};

export type SubmissionServices = PasswordServices & {
  clock: Clock;
  breachedPasswords: BreachedPasswords;
  spentNonces: Pick<SpentNonceRepository, 'spend'>;
};

/** What External ID demands of passwords. */
const EXTERNAL_ID_RULE: PasswordRule = { shortest: 8, longest: 256, characters: 'any', classesNeeded: 3 };

const REFUSED: Record<'wrong-credentials' | 'not-an-address' | 'locked' | 'disabled', SubmissionAction> = {
  'wrong-credentials': { action: 'Retry' },
  'not-an-address': { action: 'Retry' },
  locked: {
    action: 'Block',
    title: 'Too many wrong passwords',
    message: 'Your account is temporarily locked to prevent unauthorized use. Try again later.',
  },
  disabled: {
    action: 'Block',
    title: 'This account is locked',
    message: 'Your account has been locked. Contact your support person to unlock it, then try again.',
  },
};

/**
 * Judges a password as the sign-in page would, with its lockout. Each nonce counts once, whatever came of it.
 * @param forgetNonceAt when the request could not be sent again any more.
 * @throws Refusal 409 for a nonce that was judged before; 503 when very many passwords wait to be compared.
 */
export async function judgeSubmission(
  services: SubmissionServices,
  { username, password, nonce }: SubmittedPassword,
  forgetNonceAt: Date,
): Promise<SubmissionAction> {
  const { db, spentNonces } = services;
  const isNew = await inTransaction(db, (transaction) => spentNonces.spend(transaction, nonce, forgetNonceAt));
  if (!isNew) throw replayed();
  const verdict = await checkTypedPassword(services, { username, identifiers: ['email', 'username'] }, password);
  if (!('account' in verdict)) return REFUSED[verdict.refused];
  return handOver(services, verdict, password);
}

async function handOver(
  services: SubmissionServices,
  { account, email, refused }: { account: Account; email: string; refused?: 'expired' },
  password: string,
): Promise<SubmissionAction> {
  const fault = findPasswordFault(password, EXTERNAL_ID_RULE);
  const isGood = refused === undefined && fault === undefined && !(await services.breachedPasswords.has(password));
  await inTransaction(services.db, async (transaction) => {
    await services.lockout.clear(transaction, passwordSubject(email));
    const outcome = isGood ? 'taken-over' : 'to-be-changed';
    await services.securityEvents.record(transaction, account, { event: 'password-migrated', outcome });
  });
  return { action: isGood ? 'MigratePassword' : 'UpdatePassword' };
}

function replayed(): Refusal {
  return new Refusal({
    code: 'nonce-spent',
    status: 409,
    message: 'This password submission was answered before. Send each once, with no retries.',
  });
}
