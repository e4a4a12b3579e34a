import { passwordSubject } from '../accounts/check-password.ts';
import { passwordRuleOf } from '../accounts/password-rule.ts';
import { shownName } from '../branding/branding.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { resetPasswordPage } from '../views/reset-password-page.ts';
import { readNewPassword } from './form.ts';
import { proceed } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import type { Form, Outcome, Step, StepContext } from './step.ts';

/**
 * A new password for a proven address. It ends whatever the old one opened: SSO sessions and journeys in every browser,
 * refresh tokens, and a lockout.
 */
export const resetPassword: Step = {
  page: ({ journey }, { frame }) =>
    resetPasswordPage({
      ...frame,
      rule: passwordRuleOf(journey.userFlow),
      email: journey.progress.email ?? '',
      userName: journey.progress.userName,
    }),
  actions: { continue: changePassword },
};

async function changePassword(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { email, isEmailVerified } = journey.progress;
  if (email === undefined || !isEmailVerified) throw new Error('a password is changed for a proven address');
  const { password, errors } = await readNewPassword(context, form);
  if (errors.length > 0) return { kind: 'refused', errors };
  const account = await services.accounts.findByEmail(email);
  if (!account || account.isDisabled)
    throw new ProtocolError('AADB2C90046', {}, { detail: 'account gone or disabled' });

  const passwordHash = await services.passwords.hash(password);
  const now = services.clock();
  const isInside = journey.userFlow.kind !== 'password-reset';
  const proven: Progress = {
    ...withoutWords(journey.progress),
    accountId: account.id,
    authenticatedAt: now.getTime(),
    methods: ['pwd'],
    // Whoever has the mailbox alone gets past no factor, whatever the rules of the user flow say.
    isFactorAsked: true,
    ...(isInside ? { isForgotPassword: true } : {}),
  };
  return {
    kind: 'go',
    progress: await proceed(context, proven),
    write: async (transaction) => {
      await services.accounts.changePassword(transaction, { accountId: account.id, passwordHash, now });
      await services.logoutNotices.queue(transaction, { accountId: account.id });
      await services.ssoSessions.removeByAccount(transaction, account.id);
      await services.journeys.removeOthers(transaction, { accountId: account.id, except: journey.id });
      await services.lockout.clear(transaction, passwordSubject(email));
      const affected = { ...account, application: shownName(journey.application), language: journey.language };
      const happened = { event: 'password-reset', userFlow: journey.userFlow.name } as const;
      await services.securityEvents.record(transaction, affected, happened);
    },
    after: async () => {
      services.logger.info({ event: 'password-changed', accountId: account.id, userFlow: journey.userFlow.name });
      services.logoutNotices.deliverSoon();
      await services.securityEvents.deliverSoon();
    },
  };
}
