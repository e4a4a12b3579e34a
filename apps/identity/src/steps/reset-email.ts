import { resetEmailPage } from '../views/reset-email-page.ts';
import { sendCode } from './codes.ts';
import { readEmail } from './form.ts';
import { withoutWords } from './progress.ts';
import { allowsSignUp } from './sign-in.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/**
 * The address of a forgotten password. Every address gets a code; whether it has an account is said only after the
 * code proved that it is the person's own.
 */
export const resetEmail: Step = {
  page: ({ journey }, { frame, form }) =>
    resetEmailPage({
      ...frame,
      email: form.email ?? journey.progress.email,
      problem: journey.progress.problem,
      allowsSignIn: journey.userFlow.kind !== 'password-reset',
      allowsSignUp: allowsSignUp(journey.userFlow),
    }),
  actions: {
    continue: askForProof,
    'sign-in': ({ journey }) => {
      const step = journey.userFlow.kind === 'password-reset' ? 'reset-email' : 'sign-in';
      return go({ ...withoutWords(journey.progress), step });
    },
    'sign-up': ({ journey }) => {
      const step = allowsSignUp(journey.userFlow) ? 'sign-up-email' : 'reset-email';
      return go({ ...withoutWords(journey.progress), step });
    },
  },
};

async function askForProof(context: StepContext, form: Form): Promise<Outcome> {
  const { email, errors } = readEmail(context, form);
  if (email === undefined) return { kind: 'refused', errors };
  const faults = await sendCode(context, { purpose: 'reset', address: email }, 'email');
  if (faults.length > 0) return { kind: 'refused', errors: faults };
  return go({ step: 'reset-code', methods: [], email, isEmailVerified: false, notice: 'code-sent' });
}
