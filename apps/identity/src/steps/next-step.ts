import type { UserFlow } from '../tenant/tenant.ts';
import type { Progress, StepName } from './progress.ts';

/** What a user flow still asks of a person whose account is known. The whole order of a journey stands here. */
export function nextStep(userFlow: UserFlow, progress: Progress): StepName {
  if (needsSecondFactor(userFlow, progress)) return 'second-factor-choice';
  // Only after the second factor: whoever has somebody's temporary password alone sets no other.
  if (progress.mustChangePassword) return 'new-password';
  if (userFlow.kind === 'profile-editing' && !progress.isProfileSaved) return 'profile';
  if (userFlow.kind === 'account' && !progress.isAccountLeft) return 'account';
  return 'done';
}

function needsSecondFactor({ secondFactor }: UserFlow, { methods, isFactorAsked }: Progress): boolean {
  const { enforcement } = secondFactor;
  // What no rule was asked about is asked for.
  const isWanted = enforcement === 'always' || (enforcement === 'conditional' && isFactorAsked !== false);
  return isWanted && !methods.some((method) => method !== 'pwd');
}
