import { ENGLISH } from './english/english.ts';
import type { Language } from './language.ts';
import { SPANISH } from './spanish/spanish.ts';

/** Every text that a person in a user flow reads, in one language. English says which there are. */
export type Words = typeof ENGLISH;

const ALL: Record<Language, Words> = { en: ENGLISH, es: SPANISH };

/** The texts in this language. */
export function wordsIn(language: Language): Words {
  return ALL[language];
}
