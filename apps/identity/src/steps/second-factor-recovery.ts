import { shownName } from '../branding/branding.ts';
import { RECOVERY_CODES } from '../factors/recovery-codes.ts';
import { secondFactorRecoveryPage } from '../views/second-factor-recovery-page.ts';
import { refuseCode } from './codes.ts';
import { otherWays, USE_OTHER } from './other-ways.ts';
import { provenAccount } from './proceed.ts';
import { provenFactor } from './prove-factor.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext, Taken } from './step.ts';

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
  const verdict = await services.recoveryCodes.judge(account.id, typed);
  if (verdict !== 'right') {
    services.logger.info({ event: 'code-refused', verdict, purpose: 'recovery', userFlow: journey.userFlow.name });
    const happened = { event: 'second-factor-refused', method: 'recovery-code' } as const;
    if (verdict === 'wrong') services.securityEvents.recordUnseen(account, happened);
    return refuseCode(context, verdict);
  }
  const left = (await services.recoveryCodes.left(account.id)) - 1;
  const affected = { ...account, application: shownName(journey.application), language: journey.language };
  const proven = provenFactor(context, account, ['otp']);
  return {
    kind: 'go',
    progress: left > RECOVERY_CODES.few ? proven : { ...proven, step: 'recovery-codes' },
    // The code is spent with the progress that it brings: whatever fails between them loses none.
    write: async (transaction) => {
      if (!(await services.recoveryCodes.spend(transaction, account.id, typed))) throw new Taken();
      await services.securityEvents.record(transaction, affected, { event: 'recovery-code-used', left });
    },
    whenTaken: { errors: [{ field: 'code', message: words.codes.faults.wrong }] },
    after: () => services.securityEvents.deliverSoon(),
  };
}
