import { readFileSync } from 'node:fs';
import { SettingsError } from '@surety/web';
import { normalisePassword } from './password-rule.ts';

/** Passwords that were found in breaches and are tried first by whoever guesses. No network is asked. */
export type BreachedPasswords = {
  /** Whether a password is among them, in any letter case. */
  has(password: string): Promise<boolean>;
};

/**
 * The 49,000 commonest passwords of published breaches, and those of a file of the operator's. The list is read at the first
 * question: most starts never need it.
 * @param file one password a line.
 * @throws SettingsError when the file cannot be read.
 */
export function createBreachedPasswords(file?: string): BreachedPasswords {
  const own = file === undefined ? [] : readLines(file);
  let list: Promise<ReadonlySet<string>> | undefined;
  return {
    async has(password) {
      list ??= load(own);
      return (await list).has(fold(password));
    },
  };
}

async function load(own: readonly string[]): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set([...dictionary['passwords-common'], ...own].map(fold));
}

function fold(password: string): string {
  return normalisePassword(password).toLowerCase();
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  } catch (error) {
    const reason = (error as Error).message;
    throw new SettingsError(`The file ${file} cannot be read (${reason}). Check BREACHED_PASSWORDS_FILE.`);
  }
}
