import { randomInt } from 'node:crypto';
import { findPasswordFault } from './password-rule.ts';

/** Without those that are mistaken for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const LETTERS_OF_A_GROUP = 5;

/** A password that nobody guesses (115 bits) and that can be read out: `kWp4t-…`. It keeps the rule for passwords. */
export function makePassword(): string {
  for (;;) {
    const group = (): string =>
      Array.from({ length: LETTERS_OF_A_GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const password = Array.from({ length: GROUPS }, group).join('-');
    if (findPasswordFault(password) === undefined) return password;
  }
}
