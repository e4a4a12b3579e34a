import { shownName } from '../branding/branding.ts';
import { RECOVERY_CODES } from '../factors/recovery-codes.ts';
import { secondFactorRecoveryPage } from '../views/second-factor-recovery-page.ts';
import { otherWays, USE_OTHER } from './other-ways.ts';
import { provenAccount } from './proceed.ts';
import { provenFactor } from './prove-factor.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

const LONGEST = 40;

/** A recovery code, for somebody who cannot reach the factor that they set up. */
export const secondFactorRecovery: Step = {
  page: async (context, { frame }) => secondFactorRecoveryPage({ ...frame, otherWays: await otherWays(context) }),
  actions: { ...USE_OTHER, continue: checkCode },
};

async function checkCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, words } = context;
  const typed = form.code ?? '';
  if (typed.trim() === '' || typed.length > LONGEST) return refuse('code', words.factors.recoveryMissing);
  const account = await provenAccount(context, journey.progress);
  const left = (await services.recoveryCodes.left(account.id)) - 1;
  const affected = { ...account, application: shownName(journey.application), language: journey.language };
  const verdict = await services.recoveryCodes.judge(account.id, typed, (transaction) =>
    services.securityEvents.record(transaction, affected, { event: 'recovery-code-used', left }),
  );
  if (verdict !== 'right') {
    services.logger.info({ event: 'code-refused', verdict, purpose: 'recovery', userFlow: journey.userFlow.name });
    const happened = { event: 'second-factor-refused', method: 'recovery-code' } as const;
    if (verdict === 'wrong') services.securityEvents.recordUnseen(account, happened);
    return refuse('code', words.codes.faults[verdict]);
  }
  await services.securityEvents.deliver();
  const proven = provenFactor(context, account, ['otp']);
  return go(left > RECOVERY_CODES.few ? proven : { ...proven, step: 'recovery-codes' });
}
