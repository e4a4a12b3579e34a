import { type Account, isStillProven } from '../accounts/account.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { sendCode } from './codes.ts';
import { isFactorAsked } from './factor-demand.ts';
import { nextStep } from './next-step.ts';
import { type Progress, type StepName, withoutWords } from './progress.ts';
import { factorStep } from './second-factors.ts';
import type { StepContext } from './step.ts';

/** Moves a person who proved something on to whatever the user flow asks next. */
export async function proceed(context: StepContext, proven: Progress): Promise<Progress> {
  const progress = await withDemand(context, proven);
  const step = nextStep(context.journey.userFlow, progress);
  if (step !== 'second-factor-choice') return { ...withoutWords(progress), step };
  return enterSecondFactor(context, progress, await factorStep(context, progress));
}

/** Asks the rules of a conditional second factor, once in a run. */
async function withDemand({ services, journey, ip, familiarId }: StepContext, progress: Progress): Promise<Progress> {
  const { userFlow, application } = journey;
  const { accountId, email, isFactorAsked: known } = progress;
  if (userFlow.secondFactor.enforcement !== 'conditional' || known !== undefined || accountId === undefined)
    return progress;
  const isFamiliar = email !== undefined && familiarId(email) !== undefined;
  return {
    ...progress,
    isFactorAsked: await isFactorAsked(services, { userFlow, application, accountId, ip, isFamiliar }),
  };
}

/** Goes to a second factor's page; a code is sent on the way there, and again by hand when that failed. */
export async function enterSecondFactor(context: StepContext, progress: Progress, step: StepName): Promise<Progress> {
  const entered: Progress = { ...withoutWords(progress), step };
  const account = await provenAccount(context, progress);
  if (step === 'second-factor-email') {
    const errors = await sendCode(context, { purpose: 'second-factor', address: account.email }, 'code');
    return errors.length > 0 ? entered : { ...entered, isCodeSent: true, notice: 'code-sent' };
  }
  if (step !== 'second-factor-text') return entered;
  const number = await context.services.phones.numberOf(account.id);
  if (number === undefined) return { ...entered, step: 'second-factor-choice' };
  const errors = await sendCode(context, { purpose: 'text-message', address: number }, 'code');
  return errors.length > 0 ? entered : { ...entered, isCodeSent: true, notice: 'text-sent' };
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
