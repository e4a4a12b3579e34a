import { shownName } from '../branding/branding.ts';
import { recoveryCodesPage } from '../views/recovery-codes-page.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { withoutFactorWork, withoutWords } from './progress.ts';
import { hasProvenFactor } from './prove-factor.ts';
import { go, type Outcome, type Step, type StepContext, Taken } from './step.ts';

/** Shows recovery codes that were just made, this once; or says that few are left and offers new ones. */
export const recoveryCodes: Step = {
  async page(context, { frame }) {
    const { services, journey } = context;
    const { id } = await provenAccount(context, journey.progress);
    const { freshRecoveryCodes: fresh } = journey.progress;
    const codes = fresh === undefined ? undefined : services.recoveryCodes.open(id, fresh);
    return recoveryCodesPage({ ...frame, codes, left: await services.recoveryCodes.left(id) });
  },
  actions: {
    continue: ({ journey }) => {
      const { enrolling: _enrolling, ...progress } = withoutFactorWork(journey.progress);
      return go({ ...progress, step: nextStep(journey.userFlow, progress) });
    },
    make: makeAnew,
  },
};

/** New codes replace every old one. Without a factor that they could stand in for, none are made. */
export async function makeAnew(context: StepContext): Promise<Outcome> {
  const { services, journey } = context;
  if (!hasProvenFactor(journey.progress)) throw new Error('recovery codes are made only after a factor was proven');
  const account = await provenAccount(context, journey.progress);
  const fresh = services.recoveryCodes.make(account.id);
  const done = withoutFactorWork(journey.progress);
  const affected = { ...account, application: shownName(journey.application), language: journey.language };
  return {
    kind: 'go',
    progress: { ...withoutWords(journey.progress), step: 'recovery-codes', freshRecoveryCodes: fresh.sealed },
    write: async (transaction) => {
      if ((await services.secondFactors.holdEnrolled(transaction, account.id)) === 0) throw new Taken();
      await services.recoveryCodes.keep(transaction, account.id, fresh);
      await services.securityEvents.record(transaction, affected, { event: 'recovery-codes-made' });
    },
    whenTaken: { ...done, step: nextStep(journey.userFlow, done) },
    after: () => services.securityEvents.deliverSoon(),
  };
}
