import { maskPhoneNumber } from '../factors/phone-number.ts';
import { accountPage } from '../views/account-page.ts';
import { exportAccount } from './account-export.ts';
import { addFactor, removeFactor } from './account-factors.ts';
import { overtaken } from './enrolment.ts';
import { whenFresh } from './fresh-proof.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { type StepName, withoutFactorWork, withoutWords } from './progress.ts';
import { makeAnew } from './recovery-codes.ts';
import { go, type Outcome, type Step, type StepContext } from './step.ts';

/**
 * What a person looks after themselves: factors, password, sign-ins, data. It is reached only after the password and a
 * second factor (or a passkey alone), proven in this journey; what changes something needs the proof to be fresh.
 */
export const account: Step = {
  arrive: overtaken,
  async page(context, { frame }) {
    const { services, journey } = context;
    const person = await provenAccount(context, journey.progress);
    const factors = await services.secondFactors.list(person.id);
    const number = services.phones.numberAmong(factors);
    return accountPage({
      ...frame,
      email: person.email,
      userName: person.userName,
      methods: journey.userFlow.secondFactor.methods,
      hasApp: factors.some(({ method }) => method === 'authenticator-app'),
      number: number === undefined ? undefined : maskPhoneNumber(number),
      passkeys: await services.passkeys.list(person.id),
      recoveryCodesLeft: await services.recoveryCodes.left(person.id),
      signIns: (await services.signIns.list(person, services.clock())).length,
    });
  },
  actions: {
    continue: ({ journey }) => {
      const progress = { ...withoutFactorWork(journey.progress), isAccountLeft: true };
      return go({ ...progress, step: nextStep(journey.userFlow, progress) });
    },
    'add-app': (context) => addFactor(context, 'authenticator-app'),
    'add-text': (context) => addFactor(context, 'text-message'),
    'add-passkey': (context) => addFactor(context, 'passkey'),
    'remove-app': (context) => removeFactor(context, 'authenticator-app'),
    'remove-text': (context) => removeFactor(context, 'text-message'),
    passkey: (context, { subject = '' }) => openPasskey(context, subject),
    'recovery-codes': (context) => whenFresh(context, () => makeAnew(context)),
    password: (context) => open(context, 'account-password'),
    'sign-ins': (context) => open(context, 'account-sign-ins'),
    delete: (context) => open(context, 'account-delete'),
    export: (context) => whenFresh(context, () => exportAccount(context)),
  },
};

function open({ journey }: StepContext, step: StepName): Outcome {
  return go({ ...withoutWords(journey.progress), step });
}

async function openPasskey({ services, journey }: StepContext, passkeyId: string): Promise<Outcome> {
  const mine = await services.passkeys.list(journey.progress.accountId ?? '');
  if (!mine.some(({ credentialId }) => credentialId === passkeyId)) return go(withoutWords(journey.progress));
  return go({ ...withoutWords(journey.progress), step: 'account-passkey', passkeyId });
}

/** Back to the page that everything here leads from. */
export function backToAccount({ journey }: StepContext): Outcome {
  const { passkeyId: _passkey, ...progress } = withoutFactorWork(journey.progress);
  return go({ ...progress, step: 'account' });
}
