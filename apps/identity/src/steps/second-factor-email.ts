import { secondFactorEmailPage } from '../views/second-factor-email-page.ts';
import { judgeCode, sendCode } from './codes.ts';
import { enterSecondFactor, provenAccount } from './proceed.ts';
import { withoutFactorWork, withoutWords } from './progress.ts';
import { provenFactor } from './prove-factor.ts';
import { factorStep, usableFactors } from './second-factors.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/** A code by mail as second factor, and the proof that must come before another one is set up. */
export const secondFactorEmail: Step = {
  async page(context, { frame }) {
    const { progress, userFlow } = context.journey;
    const { email } = await provenAccount(context, progress);
    return secondFactorEmailPage({
      ...frame,
      email,
      isCodeSent: progress.isCodeSent === true,
      enrolling: progress.enrolling,
      allowsApp: userFlow.secondFactor.methods.includes('authenticator-app'),
    });
  },
  actions: { continue: checkCode, resend: sendAgain, app: wantApp },
};

async function sendAgain(context: StepContext): Promise<Outcome> {
  const { progress } = context.journey;
  const { email } = await provenAccount(context, progress);
  const asked = { purpose: 'second-factor', address: email } as const;
  const errors = await sendCode(context, asked, progress.isCodeSent ? 'code' : '');
  if (errors.length > 0) return { kind: 'refused', errors };
  return go({ ...withoutWords(progress), isCodeSent: true, notice: 'code-sent' });
}

function wantApp({ journey }: StepContext): Outcome {
  const { progress, userFlow } = journey;
  if (!userFlow.secondFactor.methods.includes('authenticator-app')) return go(progress);
  return go({ ...withoutWords(progress), enrolling: 'authenticator-app' });
}

async function checkCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  if (!journey.progress.isCodeSent) return sendAgain(context);
  const account = await provenAccount(context, journey.progress);
  const refused = await judgeCode(context, { purpose: 'second-factor', address: account.email }, form);
  if (refused) return refused;
  // Set up in another tab meanwhile.
  if ((await usableFactors(context, journey.progress)).enrolled.length > 0) {
    const progress = withoutFactorWork(journey.progress);
    return go(await enterSecondFactor(context, progress, await factorStep(context, progress)));
  }
  const proven = provenFactor(context, account, ['email']);
  if (proven.enrolling) return go(proven);
  const now = services.clock();
  return {
    kind: 'go',
    progress: proven,
    write: (transaction) => services.secondFactors.chooseEmail(transaction, account.id, now),
  };
}
