import type { ENGLISH } from '../english/english.ts';
import { FIELDS } from './fields.ts';
import { FRAME, NOTICES } from './frame.ts';
import { SIGN_IN } from './sign-in.ts';

/** The texts of user flows in Spanish: formal (usted), for every country that speaks it. */
export const SPANISH: typeof ENGLISH = {
  language: 'es',
  frame: FRAME,
  notices: NOTICES,
  fields: FIELDS,
  signIn: SIGN_IN,
};
