import { signUpEmailPage } from '../views/sign-up-email-page.ts';
import { sendCode } from './codes.ts';
import { readEmail } from './form.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/**
 * The address of a new account. Whether it has an account already is said only after a code proved that it is the
 * person's own, so that nobody learns who has one.
 */
export const signUpEmail: Step = {
  page: ({ journey }, { frame, form }) =>
    signUpEmailPage({
      ...frame,
      email: form.email ?? journey.progress.email,
      isTaken: journey.progress.problem === 'email-taken',
      allowsSignIn: journey.userFlow.kind !== 'sign-up',
    }),
  actions: {
    continue: askForProof,
    'sign-in': ({ journey }) => goElsewhere(journey, 'sign-in'),
    forgot: ({ journey }) => {
      if (journey.userFlow.passwordReset === 'separate') return { kind: 'end', code: 'AADB2C90118' };
      return goElsewhere(journey, 'reset-email');
    },
  },
};

/** A user flow that only signs up has no other page to go to. */
function goElsewhere(journey: StepContext['journey'], step: Progress['step']): Outcome {
  return go({ ...withoutWords(journey.progress), step: journey.userFlow.kind === 'sign-up' ? 'sign-up-email' : step });
}

async function askForProof(context: StepContext, form: Form): Promise<Outcome> {
  const { email, errors } = readEmail(context, form);
  if (email === undefined) return { kind: 'refused', errors };
  const faults = await sendCode(context, { purpose: 'sign-up', address: email }, 'email');
  if (faults.length > 0) return { kind: 'refused', errors: faults };
  return go({ step: 'sign-up-code', methods: [], email, isEmailVerified: false, notice: 'code-sent' });
}
