import { inTransaction } from '@surety/database';
import { createDirectoryRepository } from '../accounts/directory-repository.ts';
import { shownName } from '../branding/branding.ts';
import { accountDeletePage } from '../views/account-delete-page.ts';
import { backToAccount } from './account.ts';
import { refusePassword } from './account-password.ts';
import { whenFresh } from './fresh-proof.ts';
import { provenAccount } from './proceed.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/**
 * Deletes the account, for a person who proves factor and password. Everything that was signed in dies with it; the audit
 * stays, under the object id alone. The application hears AADB2C90128, as it will with every token of the account.
 */
export const accountDelete: Step = {
  page: async (context, { frame }) =>
    accountDeletePage({ ...frame, email: (await provenAccount(context, context.journey.progress)).email }),
  actions: { continue: (context, form) => whenFresh(context, () => deleteAccount(context, form)), back: backToAccount },
};

async function deleteAccount(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const person = await provenAccount(context, journey.progress);
  if (form.understood !== 'yes') return refuse('understood', context.words.accountDelete.notUnderstood);
  const refused = await refusePassword(context, person.email, form.current ?? '');
  if (refused) return refused;
  const affected = { ...person, application: shownName(journey.application), language: journey.language };
  await inTransaction(services.db, async (transaction) => {
    await services.logoutNotices.queue(transaction, { accountId: person.id });
    await services.journeys.removeOthers(transaction, { accountId: person.id, except: journey.id });
    await createDirectoryRepository(services.db).remove(transaction, person.id);
    await services.securityEvents.record(transaction, affected, { event: 'account-deleted', by: 'person' });
  });
  services.logger.info({ event: 'account-deleted', accountId: person.id });
  services.logoutNotices.deliverSoon();
  await services.securityEvents.deliverSoon();
  return { kind: 'end', code: 'AADB2C90128' };
}
