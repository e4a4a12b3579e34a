import type { Language } from '../language.ts';
import { FIELDS } from './fields.ts';
import { FRAME, NOTICES } from './frame.ts';
import { SIGN_IN } from './sign-in.ts';

/** The texts of user flows in English. Another language has the same members, or it does not compile. */
export const ENGLISH = {
  language: 'en' as Language,
  frame: FRAME,
  notices: NOTICES,
  fields: FIELDS,
  signIn: SIGN_IN,
};
