import { checkPassword, passwordSubject } from '../accounts/check-password.ts';
import { passwordRuleOf } from '../accounts/password-rule.ts';
import { shownName } from '../branding/branding.ts';
import { accountPasswordPage } from '../views/account-password-page.ts';
import { backToAccount } from './account.ts';
import { readNewPassword } from './form.ts';
import { whenFresh } from './fresh-proof.ts';
import { provenAccount } from './proceed.ts';
import { withoutFactorWork } from './progress.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Another password, for somebody who knows the present one. Whatever else is signed in has to sign in again. */
export const accountPassword: Step = {
  page: async (context, { frame }) => {
    const { email, userName } = await provenAccount(context, context.journey.progress);
    return accountPasswordPage({
      ...frame,
      rule: passwordRuleOf(context.journey.userFlow),
      email,
      userName,
    });
  },
  actions: { continue: (context, form) => whenFresh(context, () => change(context, form)), back: backToAccount },
};

/**
 * Judges the present password; answers what to refuse, or nothing. It counts for the lockout as at the sign-in. One that has
 * to be changed proves as much as any other.
 */
export async function refusePassword(
  { services, familiarId, words }: StepContext,
  email: string,
  password: string,
): Promise<Outcome | undefined> {
  if (password === '') return refuse('current', words.fields.passwordMissing);
  const verdict = await checkPassword(services, { email, familiarId: familiarId(email) }, password);
  if ('account' in verdict) return undefined;
  const reason = verdict.refused === 'wrong-credentials' ? 'wrong-password' : verdict.refused;
  return refuse('current', words.signIn.refusals[reason]);
}

async function change(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, familiarId } = context;
  const person = await provenAccount(context, journey.progress);
  const { password, errors } = await readNewPassword(context, form);
  if (errors.length > 0) return { kind: 'refused', errors };
  const refused = await refusePassword(context, person.email, form.current ?? '');
  if (refused) return refused;
  const passwordHash = await services.passwords.hash(password);
  const now = services.clock();
  const affected = { ...person, application: shownName(journey.application), language: journey.language };
  return {
    kind: 'go',
    progress: {
      ...withoutFactorWork(journey.progress),
      step: 'account',
      authenticatedAt: now.getTime(),
      notice: 'password-changed',
    },
    write: async (transaction) => {
      await services.accounts.changePassword(transaction, { accountId: person.id, passwordHash, now });
      await services.logoutNotices.queue(transaction, { accountId: person.id });
      await services.ssoSessions.removeByAccount(transaction, person.id);
      await services.journeys.removeOthers(transaction, { accountId: person.id, except: journey.id });
      await services.lockout.clear(transaction, passwordSubject(person.email, familiarId(person.email)));
      await services.securityEvents.record(transaction, affected, { event: 'password-changed', by: 'person' });
    },
    after: () => {
      services.logoutNotices.deliverSoon();
      return services.securityEvents.deliverSoon();
    },
  };
}
