import { labelOf } from '../tenant/find.ts';
import type { CustomAttribute } from '../tenant/tenant.ts';
import type { Words } from '../words/words.ts';

/** Graph's limits for extension attributes: characters of a text, and attributes of one person. */
export const CUSTOM_LIMITS = { characters: 250, perAccount: 100 } as const;

/** Whether text is a whole number of 32 bits in its only spelling, as Graph's type Integer holds it. */
export function isWholeNumber(text: string): boolean {
  return /^(0|-?[1-9][0-9]{0,9})$/.test(text) && (Number(text) | 0) === Number(text);
}

/**
 * What is wrong with a value of a custom attribute, in a sentence; `undefined` when nothing is. Values are kept as text
 * (`true`, `42`) and get their type when they become a claim.
 */
export function findCustomFault(words: Words, declared: CustomAttribute, value: string): string | undefined {
  const { type } = declared;
  const { wholeNumber, trueOrFalse, tooLong } = words.attributes;
  const label = labelOf(declared, words.language);
  if (type === 'number' && !isWholeNumber(value)) return wholeNumber(label);
  if (type === 'boolean' && value !== 'true' && value !== 'false') return trueOrFalse(label);
  if ([...value].length > CUSTOM_LIMITS.characters) return tooLong(label, CUSTOM_LIMITS.characters);
  return undefined;
}
