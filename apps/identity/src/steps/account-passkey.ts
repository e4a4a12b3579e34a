import { shownName } from '../branding/branding.ts';
import { accountPasskeyPage } from '../views/account-passkey-page.ts';
import { backToAccount } from './account.ts';
import { readPasskeyName } from './enrol-passkey.ts';
import { whenFresh } from './fresh-proof.ts';
import { provenAccount } from './proceed.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** One passkey: its name, and the button that removes it. */
export const accountPasskey: Step = {
  /** A passkey that was removed meanwhile leads back. */
  async arrive(context) {
    if (await passkeyOf(context)) return undefined;
    const { passkeyId: _passkey, ...progress } = context.journey.progress;
    return { ...progress, step: 'account' };
  },
  async page(context, { frame, form }) {
    const { name = '', enrolledAt = new Date(0) } = (await passkeyOf(context)) ?? {};
    return accountPasskeyPage({ ...frame, name: form.name ?? name, enrolledAt });
  },
  actions: { continue: rename, remove, back: backToAccount },
};

async function passkeyOf({ services, journey }: StepContext) {
  const { accountId = '', passkeyId } = journey.progress;
  return (await services.passkeys.list(accountId)).find(({ credentialId }) => credentialId === passkeyId);
}

async function rename(context: StepContext, form: Form): Promise<Outcome> {
  const passkey = await passkeyOf(context);
  const { name, fault } = readPasskeyName(context, form);
  if (fault !== undefined) return refuse('name', fault);
  const { services, journey } = context;
  await provenAccount(context, journey.progress);
  if (!passkey) return backToAccount(context);
  return {
    ...withoutPasskey(context),
    write: (transaction) => services.passkeys.rename(transaction, { ...passkey, name }),
  };
}

function remove(context: StepContext): Promise<Outcome> {
  return whenFresh(context, async () => {
    const { services, journey } = context;
    const passkey = await passkeyOf(context);
    if (!passkey) return backToAccount(context);
    const person = await provenAccount(context, journey.progress);
    const affected = { ...person, application: shownName(journey.application), language: journey.language };
    return {
      ...withoutPasskey(context, 'factor-removed'),
      write: async (transaction) => {
        const held = await services.secondFactors.holdEnrolled(transaction, person.id);
        if (!(await services.passkeys.remove(transaction, passkey))) return;
        if (held <= 1) await services.recoveryCodes.forget(transaction, person.id);
        const happened = { event: 'factor-removed', method: 'passkey', by: 'person' } as const;
        await services.securityEvents.record(transaction, affected, happened);
      },
      after: () => services.securityEvents.deliverSoon(),
    };
  });
}

function withoutPasskey({ journey }: StepContext, notice?: 'factor-removed') {
  const { passkeyId: _passkey, notice: _notice, ...progress } = journey.progress;
  return { kind: 'go' as const, progress: { ...progress, step: 'account' as const, ...(notice && { notice }) } };
}
