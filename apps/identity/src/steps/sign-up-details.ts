import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts/account.ts';
import { parseAttributes } from '../accounts/attributes.ts';
import { passwordRuleOf } from '../accounts/password-rule.ts';
import { signUpDetailsPage } from '../views/sign-up-details-page.ts';
import { readChosenName, userNameDemand } from './choose-user-name.ts';
import { readNewPassword } from './form.ts';
import { nextStep } from './next-step.ts';
import { type Progress, withoutWords } from './progress.ts';
import type { Form, Outcome, Step, StepContext } from './step.ts';

/** Password and profile of a new account, whose address is proven. */
export const signUpDetails: Step = {
  page: ({ services, journey }, { frame, form }) =>
    signUpDetailsPage({
      ...frame,
      rule: passwordRuleOf(journey.userFlow),
      email: journey.progress.email ?? '',
      userNameIs: userNameDemand(journey.userFlow),
      tenant: services.tenant,
      attributes: journey.userFlow.attributes,
      values: form,
    }),
  actions: { continue: createAccount },
};

async function createAccount(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { email, isEmailVerified } = journey.progress;
  if (email === undefined || !isEmailVerified) throw new Error('an account is made for a proven address');
  const { password, errors } = await readNewPassword(context, form);
  const named = await readChosenName(context, form);
  const profile = parseAttributes(
    { tenant: services.tenant, wanted: journey.userFlow.attributes, words: context.words },
    form,
  );
  const faults = [...named.errors, ...errors, ...profile.errors];
  if (faults.length > 0) return { kind: 'refused', errors: faults };

  const { language } = journey;
  const account = newAccount({ email, ...named.chosen, attributes: profile.attributes, language }, services.clock());
  const passwordHash = await services.passwords.hash(password);
  const proven: Progress = {
    ...withoutWords(journey.progress),
    accountId: account.id,
    authenticatedAt: account.createdAt.getTime(),
    methods: ['pwd'],
    isNewUser: true,
  };
  return {
    kind: 'go',
    // Not `proceed`, which may mail a code: the account does not exist before `write`. The factor's page offers it.
    progress: { ...proven, step: nextStep(journey.userFlow, proven) },
    write: async (transaction) => {
      await services.accounts.insert(transaction, account, passwordHash);
      const happened = { event: 'account-created', userFlow: journey.userFlow.name } as const;
      await services.securityEvents.record(transaction, account, happened);
    },
    whenTaken: async () =>
      (await services.accounts.findByEmail(email))
        ? { step: 'sign-up-email', methods: [], email, problem: 'email-taken' }
        : { errors: [{ field: 'username', message: context.words.signUp.taken }] },
    after: async () => services.logger.info({ event: 'account-created', accountId: account.id }),
  };
}

function newAccount(given: Pick<Account, 'email' | 'userName' | 'attributes' | 'language'>, now: Date): Account {
  return { id: randomUUID(), ...given, createdAt: now, isDisabled: false, refreshTokensValidFrom: now };
}
