import type { ENGLISH } from '../english/english.ts';
import { ACCOUNT, ACCOUNT_DELETE, ACCOUNT_PASSKEY, ACCOUNT_PASSWORD, ACCOUNT_SIGN_INS } from './account.ts';
import { PROFILE, RESET, SIGN_UP } from './accounts.ts';
import { ATTRIBUTES } from './attributes.ts';
import { CODES } from './codes.ts';
import { DATES } from './dates.ts';
import { ENROLMENT, RECOVERY_CODES } from './enrolment.ts';
import { ERRORS } from './errors.ts';
import { FACTORS } from './factors.ts';
import { FIELDS } from './fields.ts';
import { FRAME, NOTICES } from './frame.ts';
import { CODE_MAIL } from './mail.ts';
import { PASSWORDS } from './passwords.ts';
import { SECURITY_MAIL } from './security-mail.ts';
import { SIGN_IN } from './sign-in.ts';
import { USER_NAMES } from './user-names.ts';

/** The texts of user flows in Spanish: formal (usted), for every country that speaks it. */
export const SPANISH: typeof ENGLISH = {
  language: 'es',
  frame: FRAME,
  notices: NOTICES,
  fields: FIELDS,
  codes: CODES,
  passwords: PASSWORDS,
  attributes: ATTRIBUTES,
  userNames: USER_NAMES,
  signIn: SIGN_IN,
  signUp: SIGN_UP,
  reset: RESET,
  profile: PROFILE,
  factors: FACTORS,
  enrolment: ENROLMENT,
  recoveryCodes: RECOVERY_CODES,
  account: ACCOUNT,
  accountPasskey: ACCOUNT_PASSKEY,
  accountPassword: ACCOUNT_PASSWORD,
  accountSignIns: ACCOUNT_SIGN_INS,
  accountDelete: ACCOUNT_DELETE,
  dates: DATES,
  codeMail: CODE_MAIL,
  securityMail: SECURITY_MAIL,
  errors: ERRORS,
};
