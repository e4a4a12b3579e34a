import { account } from './account.ts';
import { accountDelete } from './account-delete.ts';
import { accountPasskey } from './account-passkey.ts';
import { accountPassword } from './account-password.ts';
import { accountSignIns } from './account-sign-ins.ts';
import { enrolApp } from './enrol-app.ts';
import { enrolPasskey } from './enrol-passkey.ts';
import { enrolText } from './enrol-text.ts';
import { newPassword } from './new-password.ts';
import { profile } from './profile.ts';
import type { StepName } from './progress.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { resetCode } from './reset-code.ts';
import { resetEmail } from './reset-email.ts';
import { resetPassword } from './reset-password.ts';
import { secondFactorApp } from './second-factor-app.ts';
import { secondFactorChoice } from './second-factor-choice.ts';
import { secondFactorEmail } from './second-factor-email.ts';
import { secondFactorPasskey } from './second-factor-passkey.ts';
import { secondFactorRecovery } from './second-factor-recovery.ts';
import { secondFactorText } from './second-factor-text.ts';
import { signIn } from './sign-in.ts';
import { signInPasskey } from './sign-in-passkey.ts';
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
  'new-password': newPassword,
  'second-factor-choice': secondFactorChoice,
  'second-factor-email': secondFactorEmail,
  'second-factor-app': secondFactorApp,
  'second-factor-text': secondFactorText,
  'second-factor-passkey': secondFactorPasskey,
  'second-factor-recovery': secondFactorRecovery,
  'enrol-app': enrolApp,
  'enrol-text': enrolText,
  'enrol-passkey': enrolPasskey,
  'recovery-codes': recoveryCodes,
  'sign-in-passkey': signInPasskey,
  profile,
  account,
  'account-passkey': accountPasskey,
  'account-password': accountPassword,
  'account-sign-ins': accountSignIns,
  'account-delete': accountDelete,
};
