import { shownNameOf } from '../tenant/find.ts';
import { accountSignInsPage } from '../views/account-sign-ins-page.ts';
import { backToAccount } from './account.ts';
import { provenAccount } from './proceed.ts';
import { withoutWords } from './progress.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/** Where a person is signed in. One of them ends with its SSO sessions and refresh tokens, or all do. */
export const accountSignIns: Step = {
  async page(context, { frame }) {
    const { services, journey, ssoSessionId } = context;
    const person = await provenAccount(context, journey.progress);
    const here = ssoSessionId && (await services.signIns.findByCookie(ssoSessionId, person.id));
    const signIns = await services.signIns.list(person, services.clock());
    return accountSignInsPage({
      ...frame,
      signIns: signIns.map(({ clientIds, ...signIn }) => ({
        ...signIn,
        isHere: signIn.id === here,
        applications: clientIds.map((id) => shownNameOf(services.tenant, id)),
      })),
    });
  },
  actions: { continue: backToAccount, end: endOne, 'end-all': endAll },
};

// To end a session needs no fresh proof: it takes away and gives nothing.
async function endOne(context: StepContext, { subject = '' }: Form): Promise<Outcome> {
  const { services, journey } = context;
  const person = await provenAccount(context, journey.progress);
  const isMine = (await services.signIns.list(person, services.clock())).some(({ id }) => id === subject);
  if (!isMine) return go(withoutWords(journey.progress));
  return {
    kind: 'go',
    progress: { ...withoutWords(journey.progress), notice: 'sign-in-ended' },
    write: async (transaction) => {
      await services.logoutNotices.queue(transaction, { signInId: subject });
      if (!(await services.signIns.end(transaction, person.id, subject, services.clock()))) return;
      // Nothing tells for sure which browser a journey and a sign-in have in common: whatever waits elsewhere is begun anew.
      await services.journeys.removeOthers(transaction, { accountId: person.id, except: journey.id });
      await services.securityEvents.record(transaction, person, { event: 'session-ended', signIn: subject });
    },
    after: async () => services.logoutNotices.deliverSoon(),
  };
}

async function endAll(context: StepContext): Promise<Outcome> {
  const { services, journey } = context;
  const person = await provenAccount(context, journey.progress);
  return {
    kind: 'go',
    progress: { ...withoutWords(journey.progress), notice: 'sign-ins-ended' },
    write: async (transaction) => {
      await services.logoutNotices.queue(transaction, { accountId: person.id });
      await services.signIns.endAll(transaction, person.id, services.clock());
      // What somebody proved elsewhere and has not ended yet would begin a session of its own.
      await services.journeys.removeOthers(transaction, { accountId: person.id, except: journey.id });
      await services.securityEvents.record(transaction, person, { event: 'all-sessions-ended' });
    },
    after: async () => services.logoutNotices.deliverSoon(),
  };
}
