import { addressOf, identifiersOf } from '../accounts/sign-in-name.ts';
import type { SignInIdentifier, UserFlow } from '../tenant/tenant.ts';
import { resetEmailPage } from '../views/reset-email-page.ts';
import { sendCode } from './codes.ts';
import { readSignInName, signInField } from './form.ts';
import { type Progress, withoutWords } from './progress.ts';
import { allowsSignUp } from './sign-in.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/**
 * The address of a forgotten password. Every address gets a code; whether it has an account is said only after the
 * code proved that it is the person's own. A user name sends the code to the address of its account, which is not shown; one
 * that nobody has leads to the same pages, for the same work.
 */
export const resetEmail: Step = {
  page: ({ journey }, { frame, form }) =>
    resetEmailPage({
      ...frame,
      identifiers: resetIdentifiers(journey.userFlow),
      signInName: form[signInField(journey.userFlow)] ?? journey.progress.userName ?? journey.progress.email,
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

/** Who forgot the user name as well comes in by the address, and is told the name. */
function resetIdentifiers(userFlow: UserFlow): readonly SignInIdentifier[] {
  return identifiersOf(userFlow).includes('username') ? ['email', 'username'] : ['email'];
}

async function askForProof(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { name, errors } = readSignInName(context, resetIdentifiers(journey.userFlow), form);
  if (name === undefined) return { kind: 'refused', errors };
  const isHidden = 'userName' in name;
  const asked = { purpose: 'reset', address: await addressOf(services.accounts, name), isHidden } as const;
  const faults = await sendCode(context, asked, signInField(journey.userFlow));
  if (faults.length > 0) return { kind: 'refused', errors: faults };
  const sent: Progress = { step: 'reset-code', methods: [], ...name, isEmailVerified: false };
  return go(isHidden ? sent : { ...sent, notice: 'code-sent' });
}
