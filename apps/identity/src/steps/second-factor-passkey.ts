import { secondFactorPasskeyPage } from '../views/second-factor-passkey-page.ts';
import { otherWays, USE_OTHER } from './other-ways.ts';
import { provenAccount } from './proceed.ts';
import { withoutWords } from './progress.ts';
import { provenFactor } from './prove-factor.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** A passkey as second factor. Its page needs script, and offers the other ways without. */
export const secondFactorPasskey: Step = {
  runsScript: true,
  async arrive({ services, journey }) {
    if (journey.progress.passkeyChallenge !== undefined) return undefined;
    return { ...withoutWords(journey.progress), passkeyChallenge: services.random.token() };
  },
  page: async (context, { frame }) =>
    secondFactorPasskeyPage({
      ...frame,
      options: await context.services.passkeys.signInOptions(partyOf(context), context.journey.progress.accountId),
      otherWays: await otherWays(context),
    }),
  actions: { ...USE_OTHER, continue: checkAnswer },
};

/** The relying party at this door, and what is to be signed in this journey. */
export function partyOf({ services, journey }: StepContext): { origin: string; challenge: string } {
  return { origin: services.origin, challenge: journey.progress.passkeyChallenge ?? '' };
}

async function checkAnswer(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, words } = context;
  const account = await provenAccount(context, journey.progress);
  const proof = await services.passkeys.judge(partyOf(context), form.passkey ?? '', account.id);
  if (!proof) {
    services.securityEvents.recordUnseen(account, { event: 'second-factor-refused', method: 'passkey' });
    return refuse('', words.factors.passkeyRefused);
  }
  return go(provenFactor(context, account, proof.methods));
}
