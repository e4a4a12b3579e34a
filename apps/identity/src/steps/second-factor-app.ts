import { secondFactorAppPage } from '../views/second-factor-app-page.ts';
import { refuseCode } from './codes.ts';
import { readCode } from './form.ts';
import { otherWays, USE_OTHER } from './other-ways.ts';
import { provenAccount } from './proceed.ts';
import { provenFactor } from './prove-factor.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/**
 * A code of the authenticator app as second factor. A code by mail does not stand in for it: whoever reads the mailbox
 * can set a new password as well, and two proofs of one thing are one.
 */
export const secondFactorApp: Step = {
  page: async (context, { frame }) => secondFactorAppPage({ ...frame, otherWays: await otherWays(context) }),
  actions: { ...USE_OTHER, continue: checkCode },
};

async function checkCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { code, errors } = readCode(context, form);
  if (code === undefined) return { kind: 'refused', errors };
  const account = await provenAccount(context, journey.progress);
  const verdict = await services.apps.judge(account.id, code);
  if (verdict !== 'right') {
    services.logger.info({ event: 'code-refused', verdict, purpose: 'app', userFlow: journey.userFlow.name });
    const happened = { event: 'second-factor-refused', method: 'authenticator-app' } as const;
    if (verdict === 'wrong') services.securityEvents.recordUnseen(account, happened);
    return refuseCode(context, verdict);
  }
  return go(provenFactor(context, account, ['otp']));
}
