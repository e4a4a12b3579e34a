import type { Limit } from '@surety/web';
import { checkPassword, passwordSubject } from '../accounts/check-password.ts';
import { addressOf, identifiersOf, parseSignInName, type SignInName } from '../accounts/sign-in-name.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { signInPage } from '../views/sign-in-page.ts';
import { readSignInName, signInField } from './form.ts';
import { proceed } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Sign-in name and password. Which of the two was wrong is not said, so that nobody learns who has an account. */
export const signIn: Step = {
  page: ({ journey }, { frame, form }) =>
    signInPage({
      ...frame,
      identifiers: identifiersOf(journey.userFlow),
      signInName: form[signInField(journey.userFlow)] ?? journey.progress.userName ?? journey.progress.email,
      allowsSignUp: allowsSignUp(journey.userFlow),
      allowsPasskey: journey.userFlow.passkeySignIn === true,
      keepSignedIn: keepsSignedIn(journey.userFlow) ? { isTicked: form.keep_signed_in === 'true' } : undefined,
      kind: journey.userFlow.kind,
    }),
  actions: {
    continue: signInWithPassword,
    forgot: ({ journey }, form) => {
      const name = typedName(journey.userFlow, form);
      if (journey.userFlow.passwordReset === 'separate') return { kind: 'end', code: 'AADB2C90118', typed: name };
      return { kind: 'go', progress: withName(journey.progress, name, 'reset-email') };
    },
    passkey: ({ journey }, form) =>
      journey.userFlow.passkeySignIn
        ? go({ ...withoutWords(journey.progress), step: 'sign-in-passkey', isKept: asksToBeKept(journey, form) })
        : go(journey.progress),
    'sign-up': ({ journey }, form) => {
      const step = allowsSignUp(journey.userFlow) ? 'sign-up-email' : 'sign-in';
      return { kind: 'go', progress: withName(journey.progress, typedName(journey.userFlow, form), step) };
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

function typedName(userFlow: UserFlow, form: Form): SignInName | undefined {
  return parseSignInName(identifiersOf(userFlow), form[signInField(userFlow)] ?? '');
}

function withName(progress: Progress, name: SignInName | undefined, step: Progress['step']): Progress {
  if (name === undefined) return { ...withoutWords(progress), step };
  const { email: _email, userName: _userName, ...rest } = withoutWords(progress);
  return { ...rest, step, ...name };
}

/** Beside which field each reason stands; `name` is the sign-in name. */
const REFUSED_FIELDS = {
  locked: 'password',
  'wrong-credentials': 'password',
  disabled: 'name',
  expired: 'password',
} as const;

/** B2C's own words, which tell strangers who has an account. */
async function refuseAsB2c({ services, journey, words }: StepContext, address: string): Promise<Outcome> {
  const { refusals } = words.signIn;
  return (await services.accounts.findByEmail(address))
    ? refuse('password', refusals['wrong-password'])
    : refuse(signInField(journey.userFlow), refusals['unknown-account']);
}

/** Whoever tries one password on many addresses is not stopped by any one account's lock. */
const WRONG_FROM_NETWORK: Limit = { name: 'wrong passwords from a network', most: 300, windowSeconds: 600 };

/** Says why nobody is signed in; a wrong password counts for the network it came from. */
async function refuseSignIn(
  context: StepContext,
  address: string,
  reason: keyof typeof REFUSED_FIELDS,
): Promise<Outcome> {
  const { services, journey, network, words } = context;
  services.limiter.take(WRONG_FROM_NETWORK, network);
  services.metrics.count('signIns', { outcome: reason });
  services.logger.info({ event: 'sign-in-refused', reason, userFlow: journey.userFlow.name });
  if (reason === 'wrong-credentials' && journey.userFlow.revealsAccounts) return refuseAsB2c(context, address);
  const field = REFUSED_FIELDS[reason];
  return refuse(field === 'name' ? signInField(journey.userFlow) : field, words.signIn.refusals[reason]);
}

async function signInWithPassword(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, words } = context;
  const { name, errors } = readSignInName(context, identifiersOf(journey.userFlow), form);
  const password = form.password ?? '';
  if (password === '') errors.push({ field: 'password', message: words.fields.passwordMissing });
  if (name === undefined || password === '') return { kind: 'refused', errors };
  if (services.limiter.wait(WRONG_FROM_NETWORK, context.network) > 0)
    return refuse('password', words.signIn.tooManyWrong);
  const address = await addressOf(services.accounts, name);
  const familiarId = context.familiarId(address);
  const verdict = await checkPassword(services, { email: address, familiarId }, password);
  const isExpired = 'refused' in verdict && verdict.refused === 'expired';
  if ('refused' in verdict && !(isExpired && journey.userFlow.forcedPasswordReset))
    return refuseSignIn(context, address, verdict.refused);
  const proven: Progress = {
    ...withoutWords(journey.progress),
    email: verdict.account.email,
    accountId: verdict.account.id,
    authenticatedAt: services.clock().getTime(),
    methods: ['pwd'],
    ...(isExpired && { mustChangePassword: true }),
    isKept: asksToBeKept(journey, form),
  };
  return {
    kind: 'go',
    progress: await proceed(context, proven),
    write: (transaction) => services.lockout.clear(transaction, passwordSubject(address, familiarId)),
    isForgettable: true,
  };
}
