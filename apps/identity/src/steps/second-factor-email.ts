import { hasApp } from '../factors/second-factor-repository.ts';
import { secondFactorEmailPage } from '../views/second-factor-email-page.ts';
import { judgeCode, sendCode } from './codes.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/** A code by mail as second factor, and the proof that must come before an authenticator app is set up. */
export const secondFactorEmail: Step = {
  async page(context, { frame }) {
    const { progress, userFlow } = context.journey;
    const { email, id } = await provenAccount(context, progress);
    const factors = await context.services.secondFactors.list(id);
    return secondFactorEmailPage({
      ...frame,
      email,
      isCodeSent: progress.isCodeSent === true,
      isEnrollingApp: progress.isEnrollingApp === true,
      allowsApp: userFlow.secondFactor.methods.includes('authenticator-app'),
      hasApp: hasApp(factors),
    });
  },
  actions: { continue: checkCode, resend: sendAgain, app: useApp },
};

async function sendAgain(context: StepContext): Promise<Outcome> {
  const { progress } = context.journey;
  const { email } = await provenAccount(context, progress);
  const errors = await sendCode(context, { purpose: 'second-factor', email }, progress.isCodeSent ? 'code' : '');
  if (errors.length > 0) return { kind: 'refused', errors };
  return go({ ...withoutWords(progress), isCodeSent: true, notice: 'code-sent' });
}

async function useApp({ services, journey }: StepContext): Promise<Outcome> {
  const { progress, userFlow } = journey;
  if (!userFlow.secondFactor.methods.includes('authenticator-app')) return go(progress);
  if (hasApp(await services.secondFactors.list(progress.accountId ?? '')))
    return go({ ...withoutWords(progress), step: 'second-factor-app' });
  return go({ ...withoutWords(progress), isEnrollingApp: true });
}

async function checkCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  if (!journey.progress.isCodeSent) return sendAgain(context);
  const account = await provenAccount(context, journey.progress);
  const errors = await judgeCode(context, { purpose: 'second-factor', email: account.email }, form);
  if (errors.length > 0) return { kind: 'refused', errors };

  const now = services.clock();
  const proven: Progress = {
    ...withoutWords(journey.progress),
    methods: [...journey.progress.methods, 'email'],
    authenticatedAt: now.getTime(),
  };
  // Set up in another tab meanwhile.
  if (hasApp(await services.secondFactors.list(account.id)))
    return go({ ...withoutWords(journey.progress), step: 'second-factor-app' });
  if (proven.isEnrollingApp) {
    const { sealedSecret } = services.apps.begin(account);
    return go({ ...proven, step: 'enrol-app', pendingAppSecret: sealedSecret, notice: 'email-verified' });
  }
  return {
    kind: 'go',
    progress: { ...proven, step: nextStep(journey.userFlow, proven) },
    write: (transaction) => services.secondFactors.chooseEmail(transaction, account.id, now),
  };
}
