import type { PasswordRule } from '../../tenant/tenant.ts';

type Lengths = Pick<PasswordRule, 'shortest' | 'longest'>;

/** New passwords. */
export const PASSWORDS = {
  label: 'New password',
  confirmation: 'Confirm new password',
  /** The rule in a sentence, beside the field. */
  hint: ({ shortest, longest, characters, classesNeeded }: PasswordRule) => {
    const length = shortest === longest ? `${longest}` : `${shortest} to ${longest}`;
    if (characters === 'digits') return `${length} digits.`;
    if (classesNeeded === 0) return `${length} characters.`;
    const number = { 2: 'two of', 3: 'three of', 4: 'all of' }[classesNeeded];
    return `${length} characters, with ${number} these: a lower-case letter, an upper-case letter, a digit, a symbol.`;
  },
  /** What is wrong with a new password, by {@link PasswordFault}. */
  faults: {
    length: ({ shortest, longest }: Lengths) => `The password must be between ${shortest} and ${longest} characters.`,
    digits: () => 'The password must have digits only.',
    classes: ({ classesNeeded }: PasswordRule) =>
      `The password must have at least ${classesNeeded} of the following: a lowercase letter, an uppercase letter, a digit, a symbol.`,
    common: () => 'This password is one of the first that others would guess. Please choose another.',
  },
  mismatch: 'The password entry fields do not match. Please enter the same password in both fields and try again.',
  unchanged: 'This is the password that you have to change. Choose a different one.',
  forcedTitle: 'Change your password',
  forcedIntro: 'Your password was right, and it has to be changed before you go on. Choose a different one.',
};
