import { enrolApp } from './enrol-app.ts';
import { profile } from './profile.ts';
import type { StepName } from './progress.ts';
import { resetCode } from './reset-code.ts';
import { resetEmail } from './reset-email.ts';
import { resetPassword } from './reset-password.ts';
import { secondFactorApp } from './second-factor-app.ts';
import { secondFactorChoice } from './second-factor-choice.ts';
import { secondFactorEmail } from './second-factor-email.ts';
import { signIn } from './sign-in.ts';
import { signUpCode } from './sign-up-code.ts';
import { signUpDetails } from './sign-up-details.ts';
import { signUpEmail } from './sign-up-email.ts';
import type { Step } from './step.ts';

/** Every page of every journey. Each file says where its buttons lead; `next-step.ts` says what a user flow asks. */
export const STEPS: Record<Exclude<StepName, 'done'>, Step> = {
  'sign-in': signIn,
  'sign-up-email': signUpEmail,
  'sign-up-code': signUpCode,
  'sign-up-details': signUpDetails,
  'reset-email': resetEmail,
  'reset-code': resetCode,
  'reset-password': resetPassword,
  'second-factor-choice': secondFactorChoice,
  'second-factor-email': secondFactorEmail,
  'second-factor-app': secondFactorApp,
  'enrol-app': enrolApp,
  profile,
};
