import { maskPhoneNumber } from '../factors/phone-number.ts';
import { secondFactorTextPage } from '../views/second-factor-text-page.ts';
import { judgeCode, sendCode } from './codes.ts';
import { otherWays, USE_OTHER } from './other-ways.ts';
import { enterSecondFactor, provenAccount } from './proceed.ts';
import { withoutFactorWork, withoutWords } from './progress.ts';
import { provenFactor } from './prove-factor.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/** A code by text message, to the number that was set up, as second factor. */
export const secondFactorText: Step = {
  /** A number that was removed meanwhile leads back to the choice. */
  async arrive(context) {
    const { progress } = context.journey;
    const number = await context.services.phones.numberOf(progress.accountId ?? '');
    return number === undefined ? { ...withoutFactorWork(progress), step: 'second-factor-choice' } : undefined;
  },
  page: async (context, { frame }) =>
    secondFactorTextPage({
      ...frame,
      number: maskPhoneNumber(await numberOf(context)),
      isCodeSent: context.journey.progress.isCodeSent === true,
      otherWays: await otherWays(context),
    }),
  actions: { ...USE_OTHER, continue: checkCode, resend: sendAgain },
};

async function numberOf({ services, journey }: StepContext): Promise<string> {
  return (await services.phones.numberOf(journey.progress.accountId ?? '')) ?? '';
}

async function sendAgain(context: StepContext): Promise<Outcome> {
  const { progress } = context.journey;
  await provenAccount(context, progress);
  const asked = { purpose: 'text-message', address: await numberOf(context) } as const;
  const errors = await sendCode(context, asked, progress.isCodeSent ? 'code' : '');
  if (errors.length > 0) return { kind: 'refused', errors };
  return go({ ...withoutWords(progress), isCodeSent: true, notice: 'text-sent' });
}

async function checkCode(context: StepContext, form: Form): Promise<Outcome> {
  const { progress } = context.journey;
  if (!progress.isCodeSent) return sendAgain(context);
  const account = await provenAccount(context, progress);
  const number = await numberOf(context);
  if (number === '') return go(await enterSecondFactor(context, progress, 'second-factor-choice'));
  const refused = await judgeCode(context, { purpose: 'text-message', address: number }, form);
  return refused ?? go(provenFactor(context, account, ['sms']));
}
