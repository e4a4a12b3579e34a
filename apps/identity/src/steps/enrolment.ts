import type { Transaction } from '@surety/database';
import type { Account } from '../accounts/account.ts';
import { shownName } from '../branding/branding.ts';
import type { IdentityTables } from '../database.ts';
import { nextStep } from './next-step.ts';
import { type AuthenticationMethod, type EnrolledMethod, type Progress, withoutFactorWork } from './progress.ts';
import { hasProvenFactor } from './prove-factor.ts';
import { usableFactors } from './second-factors.ts';
import { go, type Outcome, type StepContext, Taken } from './step.ts';

type Enrolment = {
  account: Account;
  method: EnrolledMethod;
  /** What setting it up proved. */
  proof: readonly AuthenticationMethod[];
  write: (transaction: Transaction<IdentityTables>) => Promise<void>;
};

/** Whether the mailbox is all that this journey proved besides the password. */
function hasMailAlone({ methods }: Progress): boolean {
  return methods.every((method) => method === 'pwd' || method === 'email');
}

/**
 * Where a journey goes that waited at setting up a factor while its person set one up elsewhere: whoever has the mailbox
 * alone neither adds another, nor gets past it. `undefined` when it is not so.
 */
export async function overtaken(context: StepContext): Promise<Progress | undefined> {
  const { progress } = context.journey;
  if (!hasMailAlone(progress)) return undefined;
  return (await usableFactors(context, progress)).enrolled.length > 0 ? toProof(progress) : undefined;
}

function toProof(progress: Progress): Progress {
  const methods = progress.methods.filter((method) => method !== 'email');
  return { ...withoutFactorWork(progress), step: 'second-factor-choice', methods };
}

/** Whether the proven factor suffices without the one that is being set up. */
export function mayPutOff({ journey }: StepContext): boolean {
  const { methods } = journey.userFlow.secondFactor;
  return methods.includes('email-code') || !hasMailAlone(journey.progress);
}

/** Goes on without setting anything up. */
export async function putOff(context: StepContext): Promise<Outcome> {
  const { journey } = context;
  const elsewhere = await overtaken(context);
  if (elsewhere) return go(elsewhere);
  if (!mayPutOff(context) || !hasProvenFactor(journey.progress)) return go(journey.progress);
  const progress = withoutFactorWork(journey.progress);
  return go({ ...progress, step: nextStep(journey.userFlow, progress) });
}

/**
 * Sets a factor up, in place of one of its method if the person proved a factor other than the mailbox. It is written with
 * the event that tells of it, and its person hears by mail. Where the user flow has recovery codes and the person none, they
 * are made and shown next.
 */
export async function enrol(context: StepContext, { account, method, proof, write }: Enrolment): Promise<Outcome> {
  const { services, journey } = context;
  const done = withoutFactorWork(journey.progress);
  // It says nothing of who is there that was not known before: no proof becomes fresher by it.
  const proven: Progress = { ...done, methods: [...new Set([...done.methods, ...proof])] };
  const next: Progress = { ...proven, step: nextStep(journey.userFlow, proven) };
  const wantsCodes =
    journey.userFlow.secondFactor.methods.includes('recovery-code') &&
    (await services.recoveryCodes.left(account.id)) === 0;
  const fresh = wantsCodes ? services.recoveryCodes.make(account.id) : undefined;
  const affected = { ...account, application: shownName(journey.application), language: journey.language };
  return {
    kind: 'go',
    progress: fresh
      ? { ...proven, step: 'recovery-codes', freshRecoveryCodes: fresh.sealed, notice: 'factor-added' }
      : next,
    write: async (transaction) => {
      const replaced = await makeRoom(context, transaction, { account, method });
      await write(transaction);
      if (fresh) await services.recoveryCodes.keep(transaction, account.id, fresh);
      const event = replaced ? 'factor-replaced' : 'factor-added';
      await services.securityEvents.record(transaction, affected, { event, method });
    },
    whenTaken: toProof(journey.progress),
    after: async () => {
      services.logger.info({ event: 'second-factor-enrolled', accountId: account.id, method });
      await services.securityEvents.deliverSoon();
    },
  };
}

/** Of two who set up a factor at once with the mailbox alone, one does: the account's row is held until the end. */
async function makeRoom(
  { services, journey }: StepContext,
  transaction: Transaction<IdentityTables>,
  { account, method }: Pick<Enrolment, 'account' | 'method'>,
): Promise<boolean> {
  const held = await services.secondFactors.holdEnrolled(transaction, account.id);
  if (hasMailAlone(journey.progress)) {
    if (held > 0) throw new Taken();
    return false;
  }
  if (method === 'passkey') return false;
  return (await services.secondFactors.remove(transaction, account.id, method)).length > 0;
}
