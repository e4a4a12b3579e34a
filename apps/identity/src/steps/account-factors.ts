import { shownName } from '../branding/branding.ts';
import { whenFresh } from './fresh-proof.ts';
import { provenAccount } from './proceed.ts';
import { type EnrolledMethod, withoutFactorWork, withoutWords } from './progress.ts';
import { ENROLMENT_STEPS } from './prove-factor.ts';
import { go, type Outcome, refuse, type StepContext } from './step.ts';

/** Begins to set a factor up, or to replace it by another of its method. */
export function addFactor(context: StepContext, method: EnrolledMethod): Promise<Outcome> {
  return whenFresh(context, async () => {
    const { services, journey, words } = context;
    if (!journey.userFlow.secondFactor.methods.includes(method)) return refuse('', words.factors.notOffered);
    const person = await provenAccount(context, journey.progress);
    const progress = withoutFactorWork(journey.progress);
    return go({
      ...progress,
      step: ENROLMENT_STEPS[method],
      enrolling: method,
      ...(method === 'authenticator-app' && { pendingAppSecret: services.apps.begin(person).sealedSecret }),
    });
  });
}

/** Removes a factor of which there is one. Recovery codes go with the last factor that they stand in for. */
export function removeFactor(context: StepContext, method: Exclude<EnrolledMethod, 'passkey'>): Promise<Outcome> {
  return whenFresh(context, async () => {
    const { services, journey } = context;
    const person = await provenAccount(context, journey.progress);
    const affected = { ...person, application: shownName(journey.application), language: journey.language };
    return {
      kind: 'go',
      progress: { ...withoutWords(journey.progress), step: 'account', notice: 'factor-removed' },
      write: async (transaction) => {
        // Held until the end, so that of two removals at once the second sees what the first left.
        const held = await services.secondFactors.holdEnrolled(transaction, person.id);
        const removed = await services.secondFactors.remove(transaction, person.id, method);
        if (removed.length === 0) return;
        if (held <= 1) await services.recoveryCodes.forget(transaction, person.id);
        await services.securityEvents.record(transaction, affected, { event: 'factor-removed', method, by: 'person' });
      },
      after: () => services.securityEvents.deliverSoon(),
    };
  });
}
