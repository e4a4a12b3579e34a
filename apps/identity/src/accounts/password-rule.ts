import type { PasswordRule, UserFlow } from '../tenant/tenant.ts';
import { COMMON_PASSWORD_WORDS } from './common-password-words.ts';

/** B2C's ready-made rules; "strong" holds where a user flow names none. */
export const PASSWORD_RULES = {
  simple: { shortest: 8, longest: 64, characters: 'any', classesNeeded: 0 },
  strong: { shortest: 8, longest: 64, characters: 'any', classesNeeded: 3 },
} as const satisfies Record<string, PasswordRule>;

const CLASSES = [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{Number}/u, /[^\p{Letter}\p{Number}]/u];

/** The rule of a user flow, or of the directory where it has none. */
export function passwordRuleOf({ password = 'strong' }: Pick<UserFlow, 'password'>): PasswordRule {
  return typeof password === 'string' ? PASSWORD_RULES[password] : password;
}

/** A password as it is judged and hashed: one Unicode form, whatever keyboard wrote it (NIST SP 800-63B 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with a new password: its length, other characters than digits, too few classes, or that others would guess it. */
export type PasswordFault = 'length' | 'digits' | 'classes' | 'common';

/** What is wrong with a new password; `undefined` when nothing is. */
export function findPasswordFault(
  password: string,
  rule: PasswordRule = PASSWORD_RULES.strong,
): PasswordFault | undefined {
  const { shortest, longest, characters, classesNeeded } = rule;
  const text = normalisePassword(password);
  const length = [...text].length;
  if (length < shortest || length > longest) return 'length';
  if (characters === 'digits' && !/^[0-9]+$/.test(text)) return 'digits';
  if (CLASSES.filter((pattern) => pattern.test(text)).length < classesNeeded) return 'classes';
  return isCommon(text) ? 'common' : undefined;
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
