import type { SecondFactorMethod } from '../tenant/tenant.ts';
import type { EnrolledMethod, Progress, StepName } from './progress.ts';
import type { StepContext } from './step.ts';

/** Strongest first: it is the one that is asked for, unless its person prefers another of theirs. */
const BY_STRENGTH: readonly EnrolledMethod[] = ['passkey', 'authenticator-app', 'text-message'];

/** Where each factor is proven. */
export const PROOF_STEPS: Record<EnrolledMethod | 'recovery-code', StepName> = {
  passkey: 'second-factor-passkey',
  'authenticator-app': 'second-factor-app',
  'text-message': 'second-factor-text',
  'recovery-code': 'second-factor-recovery',
};

/** What a person may prove a second factor with in this user flow. */
export type UsableFactors = {
  /** Those that were set up, strongest first. While there is one, a code by mail does not stand in for it. */
  enrolled: readonly EnrolledMethod[];
  isEmailChosen: boolean;
  hasRecoveryCodes: boolean;
};

/** Finds the factors of a person that their user flow allows. */
export async function usableFactors(
  { services, journey }: StepContext,
  { accountId }: Progress,
): Promise<UsableFactors> {
  if (accountId === undefined) return { enrolled: [], isEmailChosen: false, hasRecoveryCodes: false };
  const { methods } = journey.userFlow.secondFactor;
  const factors = await services.secondFactors.list(accountId);
  const held = new Set<SecondFactorMethod>(factors.map(({ method }) => method));
  if (methods.includes('passkey') && (await services.passkeys.list(accountId)).length > 0) held.add('passkey');
  return {
    enrolled: BY_STRENGTH.filter((method) => held.has(method) && methods.includes(method)),
    isEmailChosen: factors.length > 0,
    hasRecoveryCodes: methods.includes('recovery-code') && (await services.recoveryCodes.left(accountId)) > 0,
  };
}

/** Where a person proves the second factor: at the strongest they have, at a code by mail, or at the choice. */
export async function factorStep(context: StepContext, progress: Progress): Promise<StepName> {
  const { methods } = context.journey.userFlow.secondFactor;
  const { enrolled, isEmailChosen } = await usableFactors(context, progress);
  const [strongest] = enrolled;
  if (strongest !== undefined) return PROOF_STEPS[strongest];
  const hasNoChoice = methods.every((method) => method === 'email-code' || method === 'recovery-code');
  return (isEmailChosen || hasNoChoice) && methods.includes('email-code')
    ? 'second-factor-email'
    : 'second-factor-choice';
}
