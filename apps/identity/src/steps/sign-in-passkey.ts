import { signInPasskeyPage } from '../views/sign-in-passkey-page.ts';
import { proceed } from './proceed.ts';
import { withoutFactorWork, withoutWords } from './progress.ts';
import { partyOf } from './second-factor-passkey.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/**
 * Signing in with a passkey alone: the key is one factor, and that the device verified its person (PIN, fingerprint) the
 * other, so nothing else is asked.
 */
export const signInPasskey: Step = {
  runsScript: true,
  async arrive({ services, journey }) {
    if (journey.progress.passkeyChallenge !== undefined) return undefined;
    return { ...withoutWords(journey.progress), passkeyChallenge: services.random.token() };
  },
  page: async (context, { frame }) =>
    signInPasskeyPage({ ...frame, options: await context.services.passkeys.signInOptions(partyOf(context)) }),
  actions: {
    continue: checkAnswer,
    password: ({ journey }) => go({ ...withoutFactorWork(journey.progress), step: 'sign-in' }),
  },
};

async function checkAnswer(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, words } = context;
  const proof = await services.passkeys.judge(partyOf(context), form.passkey ?? '');
  const account = proof && (await services.accounts.find(proof.accountId));
  if (!proof || !account || account.isDisabled) {
    services.logger.info({ event: 'sign-in-refused', reason: 'passkey', userFlow: journey.userFlow.name });
    if (account) services.securityEvents.recordUnseen(account, { event: 'sign-in-refused', reason: 'disabled' });
    return refuse('', words.signIn.passkeyUnknown);
  }
  const now = services.clock().getTime();
  return {
    kind: 'go',
    progress: await proceed(context, {
      ...withoutFactorWork(journey.progress),
      email: account.email,
      accountId: account.id,
      authenticatedAt: now,
      factorProvenAt: now,
      methods: proof.methods,
    }),
  };
}
