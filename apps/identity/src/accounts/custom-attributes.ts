import type { CustomAttribute } from '../tenant/tenant.ts';

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
export function findCustomFault({ type, label }: CustomAttribute, value: string): string | undefined {
  if (type === 'number' && !isWholeNumber(value)) return `${label} must be a whole number.`;
  if (type === 'boolean' && value !== 'true' && value !== 'false') return `${label} must be true or false.`;
  if ([...value].length > CUSTOM_LIMITS.characters)
    return `${label} may have up to ${CUSTOM_LIMITS.characters} characters.`;
  return undefined;
}
