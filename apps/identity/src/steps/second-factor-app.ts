import { secondFactorAppPage } from '../views/second-factor-app-page.ts';
import { CODE_WORDS } from './codes.ts';
import { readCode } from './form.ts';
import { nextStep } from './next-step.ts';
import { enterSecondFactor, provenAccount } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** A code of the authenticator app as second factor. */
export const secondFactorApp: Step = {
  page: ({ journey }, { frame }) =>
    secondFactorAppPage({ ...frame, allowsEmail: journey.userFlow.secondFactor.methods.includes('email-code') }),
  actions: {
    continue: checkCode,
    async email(context): Promise<Outcome> {
      const { progress, userFlow } = context.journey;
      if (!userFlow.secondFactor.methods.includes('email-code')) return go(progress);
      return go(await enterSecondFactor(context, progress, 'second-factor-email'));
    },
  },
};

async function checkCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { code, errors } = readCode(form);
  if (code === undefined) return { kind: 'refused', errors };
  const account = await provenAccount(context, journey.progress);
  const verdict = await services.apps.judge(account.id, code);
  if (verdict !== 'right') {
    services.logger.info({ event: 'code-refused', verdict, purpose: 'app', userFlow: journey.userFlow.name });
    return refuse('code', CODE_WORDS[verdict]);
  }
  const proven: Progress = {
    ...withoutWords(journey.progress),
    methods: [...journey.progress.methods, 'otp'],
    authenticatedAt: services.clock().getTime(),
  };
  return go({ ...proven, step: nextStep(journey.userFlow, proven) });
}
