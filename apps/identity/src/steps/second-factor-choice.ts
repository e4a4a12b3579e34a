import { secondFactorChoicePage } from '../views/second-factor-choice-page.ts';
import { enterSecondFactor } from './proceed.ts';
import { type EnrolledMethod, withoutWords } from './progress.ts';
import { factorStep } from './second-factors.ts';
import { go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

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
    continue: ({ words }) => refuse('', words.factors.nothingChosen),
    email: (context) => chooseEmail(context),
    app: (context) => chooseEmail(context, 'authenticator-app'),
    text: (context) => chooseEmail(context, 'text-message'),
    passkey: (context) => chooseEmail(context, 'passkey'),
  },
};

/**
 * Every choice leads through the e-mail code. Another factor is set up only after it, so that somebody who stole a
 * password cannot make their own telephone the proof.
 */
async function chooseEmail(context: StepContext, enrolling?: EnrolledMethod): Promise<Outcome> {
  const { journey, words } = context;
  if (!journey.userFlow.secondFactor.methods.includes(enrolling ?? 'email-code'))
    return refuse('', words.factors.notOffered);
  const step = await factorStep(context, journey.progress);
  if (step !== 'second-factor-choice' && step !== 'second-factor-email')
    return go(await enterSecondFactor(context, journey.progress, step));
  const progress = { ...journey.progress, ...(enrolling && { enrolling }) };
  return go(await enterSecondFactor(context, progress, 'second-factor-email'));
}
