import type { Account } from '../accounts/account.ts';
import { nextStep } from './next-step.ts';
import {
  type AuthenticationMethod,
  type EnrolledMethod,
  type Progress,
  type StepName,
  withoutFactorWork,
} from './progress.ts';
import type { StepContext } from './step.ts';

/** Where each factor is set up. */
export const ENROLMENT_STEPS: Record<EnrolledMethod, StepName> = {
  'authenticator-app': 'enrol-app',
  'text-message': 'enrol-text',
  passkey: 'enrol-passkey',
};

/** The progress of a person who just proved a second factor that they had: what they wanted to set up comes first, then what is next. */
export function provenFactor(
  { services, journey }: StepContext,
  account: Account,
  methods: readonly AuthenticationMethod[],
): Progress {
  const { enrolling } = journey.progress;
  const now = services.clock().getTime();
  const proven: Progress = {
    ...withoutFactorWork(journey.progress),
    methods: [...new Set([...journey.progress.methods, ...methods])],
    authenticatedAt: now,
    factorProvenAt: now,
  };
  if (enrolling === undefined) return { ...proven, step: nextStep(journey.userFlow, proven) };
  return {
    ...proven,
    step: ENROLMENT_STEPS[enrolling],
    enrolling,
    ...(enrolling === 'authenticator-app' && { pendingAppSecret: services.apps.begin(account).sealedSecret }),
    ...(methods.includes('email') && { notice: 'email-verified' as const }),
  };
}

/** Whether this journey has proven a second factor: without it nothing is set up. */
export function hasProvenFactor({ methods }: Progress): boolean {
  return methods.some((method) => method !== 'pwd');
}
