import { secondFactorChoicePage } from '../views/second-factor-choice-page.ts';
import { enterSecondFactor, factorStep } from './proceed.ts';
import { withoutWords } from './progress.ts';
import { type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Which second factor a person wants who has none. Whoever has one never sees this page. */
export const secondFactorChoice: Step = {
  async arrive(context) {
    const step = await factorStep(context, context.journey.progress);
    // Codes are not sent from here: opening a page must not send mail.
    return step === 'second-factor-choice' ? undefined : { ...withoutWords(context.journey.progress), step };
  },
  page: ({ journey }, { frame }) =>
    secondFactorChoicePage({ ...frame, methods: journey.userFlow.secondFactor.methods }),
  actions: {
    continue: () => refuse('', 'Choose how you want to confirm that it is you.'),
    email: (context) => chooseEmail(context, false),
    app: (context) => chooseEmail(context, true),
  },
};

/**
 * Both choices lead through the e-mail code. An authenticator app is set up only after it, so that somebody who stole
 * a password cannot make their own telephone the proof.
 */
async function chooseEmail(context: StepContext, isEnrollingApp: boolean): Promise<Outcome> {
  const { journey } = context;
  const wanted = isEnrollingApp ? 'authenticator-app' : 'email-code';
  if (!journey.userFlow.secondFactor.methods.includes(wanted)) return refuse('', 'This choice is not offered here.');
  const step = await factorStep(context, journey.progress);
  const target = step === 'second-factor-app' ? step : 'second-factor-email';
  return { kind: 'go', progress: await enterSecondFactor(context, { ...journey.progress, isEnrollingApp }, target) };
}
