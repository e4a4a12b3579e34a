import type { Language } from '../language.ts';
import { PROFILE, RESET, SIGN_UP } from './accounts.ts';
import { ATTRIBUTES } from './attributes.ts';
import { CODES } from './codes.ts';
import { ENROLMENT, RECOVERY_CODES } from './enrolment.ts';
import { FACTORS } from './factors.ts';
import { FIELDS } from './fields.ts';
import { FRAME, NOTICES } from './frame.ts';
import { PASSWORDS } from './passwords.ts';
import { SIGN_IN } from './sign-in.ts';

/** The texts of user flows in English. Another language has the same members, or it does not compile. */
export const ENGLISH = {
  language: 'en' as Language,
  frame: FRAME,
  notices: NOTICES,
  fields: FIELDS,
  codes: CODES,
  passwords: PASSWORDS,
  attributes: ATTRIBUTES,
  signIn: SIGN_IN,
  signUp: SIGN_UP,
  reset: RESET,
  profile: PROFILE,
  factors: FACTORS,
  enrolment: ENROLMENT,
  recoveryCodes: RECOVERY_CODES,
};
