import type { OtherWay } from '../views/ways-instead.ts';
import { enterSecondFactor } from './proceed.ts';
import { PROOF_STEPS, usableFactors } from './second-factors.ts';
import { go, type Outcome, refuse, type StepAction, type StepContext } from './step.ts';

/** Ways besides the present page. */
export async function otherWays(context: StepContext): Promise<readonly OtherWay[]> {
  const { enrolled, hasRecoveryCodes } = await usableFactors(context, context.journey.progress);
  const ways: OtherWay[] = [...enrolled, ...(hasRecoveryCodes ? ['recovery-code' as const] : [])];
  return ways.filter((way) => PROOF_STEPS[way] !== context.journey.progress.step);
}

/** The button of each other way: `use-passkey`, `use-recovery-code` and so on. */
export const USE_OTHER: Readonly<Record<string, StepAction>> = Object.fromEntries(
  (Object.keys(PROOF_STEPS) as OtherWay[]).map((way): [string, StepAction] => [
    `use-${way}`,
    (context) => useOther(context, way),
  ]),
);

async function useOther(context: StepContext, way: OtherWay): Promise<Outcome> {
  if (!(await otherWays(context)).includes(way)) return refuse('', context.words.factors.notOpen);
  const { isCodeSent: _isSent, passkeyChallenge: _challenge, ...progress } = context.journey.progress;
  return go(await enterSecondFactor(context, progress, PROOF_STEPS[way]));
}
