import { passwordSubject } from '../accounts/check-password.ts';
import { passwordRuleOf } from '../accounts/password-rule.ts';
import { shownName } from '../branding/branding.ts';
import { newPasswordPage } from '../views/new-password-page.ts';
import { readNewPassword } from './form.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/**
 * Another password, for somebody whose own has to be changed before it signs them in ("Forced password reset" of B2C). It
 * ends whatever the old one opened. Who leaves without one is asked again at the next sign-in.
 */
export const newPassword: Step = {
  page: async (context, { frame }) => {
    const { email, userName } = await provenAccount(context, context.journey.progress);
    return newPasswordPage({
      ...frame,
      rule: passwordRuleOf(context.journey.userFlow),
      email,
      userName,
    });
  },
  actions: { continue: changePassword },
};

async function changePassword(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, familiarId, words } = context;
  const person = await provenAccount(context, journey.progress);
  const { password, errors } = await readNewPassword(context, form);
  if (errors.length > 0) return { kind: 'refused', errors };
  const credential = await services.accounts.findCredential(person.email);
  if (await services.passwords.isRight(credential?.passwordHash, password))
    return refuse('password', words.passwords.unchanged);
  const passwordHash = await services.passwords.hash(password);
  const now = services.clock();
  const { mustChangePassword: _done, ...rest } = withoutWords(journey.progress);
  const progress: Progress = { ...rest, authenticatedAt: now.getTime() };
  const affected = { ...person, application: shownName(journey.application), language: journey.language };
  return {
    kind: 'go',
    progress: { ...progress, step: nextStep(journey.userFlow, progress) },
    write: async (transaction) => {
      await services.accounts.changePassword(transaction, { accountId: person.id, passwordHash, now });
      await services.logoutNotices.queue(transaction, { accountId: person.id });
      await services.ssoSessions.removeByAccount(transaction, person.id);
      await services.journeys.removeOthers(transaction, { accountId: person.id, except: journey.id });
      await services.lockout.clear(transaction, passwordSubject(person.email, familiarId(person.email)));
      await services.securityEvents.record(transaction, affected, { event: 'password-changed', by: 'person' });
    },
    after: async () => {
      services.logger.info({ event: 'password-changed', accountId: person.id, userFlow: journey.userFlow.name });
      services.logoutNotices.deliverSoon();
      await services.securityEvents.deliverSoon();
    },
  };
}
