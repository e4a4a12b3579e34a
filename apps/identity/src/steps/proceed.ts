import { type Account, isStillProven } from '../accounts/account.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { hasApp } from '../factors/second-factor-repository.ts';
import { sendCode } from './codes.ts';
import { nextStep } from './next-step.ts';
import { type Progress, type StepName, withoutWords } from './progress.ts';
import type { StepContext } from './step.ts';

/** Moves a person who proved something on to whatever the user flow asks next. */
export async function proceed(context: StepContext, progress: Progress): Promise<Progress> {
  const step = nextStep(context.journey.userFlow, progress);
  if (step !== 'second-factor-choice') return { ...withoutWords(progress), step };
  return enterSecondFactor(context, progress, await factorStep(context, progress));
}

/** Where a person proves the second factor: at the one they have, or at the choice. */
export async function factorStep({ services, journey }: StepContext, { accountId }: Progress): Promise<StepName> {
  const { methods } = journey.userFlow.secondFactor;
  const factors = accountId === undefined ? [] : await services.secondFactors.list(accountId);
  if (hasApp(factors) && methods.includes('authenticator-app')) return 'second-factor-app';
  const isEmailChosen = factors.length > 0 || !methods.includes('authenticator-app');
  return isEmailChosen && methods.includes('email-code') ? 'second-factor-email' : 'second-factor-choice';
}

/** Goes to a second factor's page; the e-mail code is sent on the way there, and again by hand when that failed. */
export async function enterSecondFactor(context: StepContext, progress: Progress, step: StepName): Promise<Progress> {
  const entered: Progress = { ...withoutWords(progress), step };
  if (step !== 'second-factor-email') return entered;
  const { email } = await provenAccount(context, progress);
  const errors = await sendCode(context, { purpose: 'second-factor', email }, 'code');
  return errors.length > 0 ? entered : { ...entered, isCodeSent: true, notice: 'code-sent' };
}

/**
 * The account that proved itself in this journey.
 * @throws ProtocolError AADB2C90046 when it is gone or disabled meanwhile, or its password was reset since.
 */
export async function provenAccount(
  { services }: StepContext,
  { accountId, authenticatedAt }: Progress,
): Promise<Account> {
  const account = accountId === undefined ? undefined : await services.accounts.find(accountId);
  if (!account || !isStillProven(account, authenticatedAt))
    throw new ProtocolError('AADB2C90046', {}, { detail: 'account gone, disabled, or its password was reset' });
  return account;
}
