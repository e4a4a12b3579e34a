import { COMMON_PASSWORD_WORDS } from './common-password-words.ts';

/** B2C's rule "strong": 8 to 64 characters with three of the four classes. */
export const STRONG_PASSWORD = {
  shortest: 8,
  longest: 64,
  classesNeeded: 3,
  classes: [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{Number}/u, /[^\p{Letter}\p{Number}]/u],
} as const;

/** The rule in a sentence, for the hint beside the field. */
export const PASSWORD_HINT =
  '8 to 64 characters, with three of these: a lower-case letter, an upper-case letter, a digit, a symbol.';

/** A password as it is judged and hashed: one Unicode form, whatever keyboard wrote it (NIST SP 800-63B 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with a new password, in a sentence; `undefined` when nothing is. */
export function findPasswordFault(password: string): string | undefined {
  const text = normalisePassword(password);
  const length = [...text].length;
  if (length < STRONG_PASSWORD.shortest || length > STRONG_PASSWORD.longest) {
    return `The password must be between ${STRONG_PASSWORD.shortest} and ${STRONG_PASSWORD.longest} characters.`;
  }
  if (STRONG_PASSWORD.classes.filter((pattern) => pattern.test(text)).length < STRONG_PASSWORD.classesNeeded) {
    return 'The password must have at least 3 of the following: a lowercase letter, an uppercase letter, a digit, a symbol.';
  }
  if (isCommon(text)) return 'This password is one of the first that others would guess. Please choose another.';
  return undefined;
}

const DISGUISES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Whether a password is a common word in disguise: `P@ssw0rd123!` is `password`. */
function isCommon(password: string): boolean {
  const plain = password.toLowerCase();
  const cores = [plain, plain.replace(/^[^a-z]+/, ''), plain.replace(/[^a-z]+$/, '')].flatMap((core) => [
    core,
    undisguise(core),
    undisguise(core.replace(/[^a-z]+$/, '')),
  ]);
  return cores.some((core) => COMMON_PASSWORD_WORDS.has(core.replace(/[^a-z0-9]/g, '')));
}

function undisguise(text: string): string {
  return text.replace(/[013457@$!]/g, (character) => DISGUISES[character] ?? character);
}
