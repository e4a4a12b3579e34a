import type { Limit } from '@surety/web';
import { checkPassword, passwordSubject } from '../accounts/check-password.ts';
import { parseEmailAddress } from '../accounts/email-address.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { signInPage } from '../views/sign-in-page.ts';
import { readEmail } from './form.ts';
import { proceed } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Address and password. Which of the two was wrong is not said, so that nobody learns who has an account. */
export const signIn: Step = {
  page: ({ journey }, { frame, form }) =>
    signInPage({
      ...frame,
      email: form.email ?? journey.progress.email,
      allowsSignUp: allowsSignUp(journey.userFlow),
      allowsPasskey: journey.userFlow.passkeySignIn === true,
      keepSignedIn: keepsSignedIn(journey.userFlow) ? { isTicked: form.keep_signed_in === 'true' } : undefined,
      kind: journey.userFlow.kind,
    }),
  actions: {
    continue: signInWithPassword,
    forgot: ({ journey }, form) => {
      const email = parseEmailAddress(form.email ?? '');
      if (journey.userFlow.passwordReset === 'separate') return { kind: 'end', code: 'AADB2C90118', email };
      return { kind: 'go', progress: withEmail(journey.progress, email, 'reset-email') };
    },
    passkey: ({ journey }, form) =>
      journey.userFlow.passkeySignIn
        ? go({ ...withoutWords(journey.progress), step: 'sign-in-passkey', isKept: asksToBeKept(journey, form) })
        : go(journey.progress),
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

function keepsSignedIn({ session }: UserFlow): boolean {
  return session.keepSignedInDays !== undefined;
}

function asksToBeKept({ userFlow }: StepContext['journey'], form: Form): boolean {
  return keepsSignedIn(userFlow) && form.keep_signed_in === 'true';
}

function withEmail(progress: Progress, email: string | undefined, step: Progress['step']): Progress {
  return { ...withoutWords(progress), step, ...(email === undefined ? {} : { email }) };
}

/** Beside which field each reason stands. */
const REFUSED_FIELDS = {
  locked: 'password',
  'wrong-credentials': 'password',
  disabled: 'email',
  expired: 'password',
} as const;

/** B2C's own words, which tell strangers who has an account. */
async function refuseAsB2c({ services, words }: StepContext, email: string): Promise<Outcome> {
  const { refusals } = words.signIn;
  return (await services.accounts.findByEmail(email))
    ? refuse('password', refusals['wrong-password'])
    : refuse('email', refusals['unknown-account']);
}

/** Whoever tries one password on many addresses is not stopped by any one account's lock. */
const WRONG_FROM_NETWORK: Limit = { name: 'wrong passwords from a network', most: 300, windowSeconds: 600 };

/** Says why nobody is signed in; a wrong password counts for the network it came from. */
async function refuseSignIn(
  context: StepContext,
  email: string,
  reason: keyof typeof REFUSED_FIELDS,
): Promise<Outcome> {
  const { services, journey, network, words } = context;
  services.limiter.take(WRONG_FROM_NETWORK, network);
  services.metrics.count('signIns', { outcome: reason });
  services.logger.info({ event: 'sign-in-refused', reason, userFlow: journey.userFlow.name });
  if (reason === 'wrong-credentials' && journey.userFlow.revealsAccounts) return refuseAsB2c(context, email);
  return refuse(REFUSED_FIELDS[reason], words.signIn.refusals[reason]);
}

async function signInWithPassword(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, words } = context;
  const { email, errors } = readEmail(context, form);
  const password = form.password ?? '';
  if (password === '') errors.push({ field: 'password', message: words.fields.passwordMissing });
  if (email === undefined || password === '') return { kind: 'refused', errors };
  if (services.limiter.wait(WRONG_FROM_NETWORK, context.network) > 0)
    return refuse('password', words.signIn.tooManyWrong);
  const familiarId = context.familiarId(email);
  const verdict = await checkPassword(services, { email, familiarId }, password);
  const isExpired = 'refused' in verdict && verdict.refused === 'expired';
  if ('refused' in verdict && !(isExpired && journey.userFlow.forcedPasswordReset))
    return refuseSignIn(context, email, verdict.refused);
  const proven: Progress = {
    ...withoutWords(journey.progress),
    email,
    accountId: verdict.account.id,
    authenticatedAt: services.clock().getTime(),
    methods: ['pwd'],
    ...(isExpired && { mustChangePassword: true }),
    isKept: asksToBeKept(journey, form),
  };
  return {
    kind: 'go',
    progress: await proceed(context, proven),
    write: (transaction) => services.lockout.clear(transaction, passwordSubject(email, familiarId)),
    isForgettable: true,
  };
}
