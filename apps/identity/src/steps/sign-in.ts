import { parseEmailAddress } from '../accounts/email-address.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { signInPage } from '../views/sign-in-page.ts';
import { readEmail } from './form.ts';
import { proceed } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Address and password. Which of the two was wrong is not said, so that nobody learns who has an account. */
export const signIn: Step = {
  page: ({ journey }, { frame, form }) =>
    signInPage({
      ...frame,
      email: form.email ?? journey.progress.email,
      allowsSignUp: allowsSignUp(journey.userFlow),
      purpose: journey.userFlow.kind === 'profile-editing' ? 'edit your profile' : undefined,
    }),
  actions: {
    continue: checkPassword,
    forgot: ({ journey }, form) => {
      const email = parseEmailAddress(form.email ?? '');
      if (journey.userFlow.passwordReset === 'separate') return { kind: 'end', code: 'AADB2C90118', email };
      return { kind: 'go', progress: withEmail(journey.progress, email, 'reset-email') };
    },
    'sign-up': ({ journey }, form) => {
      const step = allowsSignUp(journey.userFlow) ? 'sign-up-email' : 'sign-in';
      return { kind: 'go', progress: withEmail(journey.progress, parseEmailAddress(form.email ?? ''), step) };
    },
  },
};

/** Whether a user flow lets people make an account. */
export function allowsSignUp({ kind }: UserFlow): boolean {
  return kind === 'sign-up-and-sign-in' || kind === 'sign-up';
}

/** The lockout's name for wrong passwords at an address. */
export function passwordSubject(email: string): string {
  return `password:${email}`;
}

function withEmail(progress: Progress, email: string | undefined, step: Progress['step']): Progress {
  return { ...withoutWords(progress), step, ...(email === undefined ? {} : { email }) };
}

async function checkPassword(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { email, errors } = readEmail(form);
  const password = form.password ?? '';
  if (password === '') errors.push({ field: 'password', message: 'Please enter your password.' });
  if (email === undefined || password === '') return { kind: 'refused', errors };
  const log = (reason: string) =>
    services.logger.info({ event: 'sign-in-refused', reason, userFlow: journey.userFlow.name });

  if (!(await services.lockout.mayTry(passwordSubject(email), password))) {
    log('locked');
    return refuse('password', 'Your account is temporarily locked to prevent unauthorized use. Try again later.');
  }
  const credential = await services.accounts.findCredential(email);
  const isRight = await services.passwords.isRight(credential?.passwordHash, password);
  if (!credential || !isRight) {
    log('wrong-credentials');
    return refuse('password', 'Invalid username or password.');
  }
  if (credential.account.isDisabled) {
    log('disabled');
    return refuse('email', 'Your account has been locked. Contact your support person to unlock it, then try again.');
  }
  const proven: Progress = {
    ...withoutWords(journey.progress),
    email,
    accountId: credential.account.id,
    authenticatedAt: services.clock().getTime(),
    methods: ['pwd'],
  };
  return {
    kind: 'go',
    progress: await proceed(context, proven),
    write: (transaction) => services.lockout.clear(transaction, passwordSubject(email)),
  };
}
