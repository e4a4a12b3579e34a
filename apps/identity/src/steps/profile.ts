import type { Account } from '../accounts/account.ts';
import { parseAttributes } from '../accounts/attributes.ts';
import { profilePage } from '../views/profile-page.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { withoutWords } from './progress.ts';
import type { Form, Outcome, Step, StepContext } from './step.ts';

/** The profile of a signed-in person, filled in already. The address that signs in cannot be changed here. */
export const profile: Step = {
  async page(context, { frame, form }) {
    const { progress, userFlow } = context.journey;
    const account = await provenAccount(context, progress);
    return profilePage({
      ...frame,
      email: account.email,
      userName: account.userName,
      tenant: context.services.tenant,
      attributes: userFlow.attributes,
      // After a refusal the form says all: a box that was unticked is not in it.
      values: Object.keys(form).length > 0 ? form : account.attributes,
    });
  },
  actions: { continue: saveProfile },
};

async function saveProfile(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const account = await provenAccount(context, journey.progress);
  const wanted = journey.userFlow.attributes;
  const { words } = context;
  const question = { tenant: services.tenant, wanted, heldCountry: account.attributes.country, words };
  const { attributes, errors } = parseAttributes(question, form);
  if (errors.length > 0) return { kind: 'refused', errors };
  const saved = { ...withoutWords(journey.progress), isProfileSaved: true };
  return {
    kind: 'go',
    progress: { ...saved, step: nextStep(journey.userFlow, saved) },
    write: async (transaction) => {
      const held = { ...keptAttributes(context, account), ...attributes };
      await services.accounts.changeAttributes(transaction, account.id, held);
      const happened = { event: 'profile-edited', attributes: Object.keys(attributes) } as const;
      await services.securityEvents.record(transaction, account, happened);
    },
    after: async () => services.logger.info({ event: 'profile-changed', accountId: account.id }),
  };
}

/** Attributes that this user flow does not ask for stay as they are. */
function keptAttributes({ journey }: StepContext, account: Account): Account['attributes'] {
  const asked = new Set<string>(journey.userFlow.attributes);
  return Object.fromEntries(Object.entries(account.attributes).filter(([name]) => !asked.has(name)));
}
