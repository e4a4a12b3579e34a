import { parseUserName } from '../accounts/user-name.ts';
import { languageFor } from '../words/choose-language.ts';
import { LANGUAGES } from '../words/language.ts';

/** What a row of a file says, by name. */
export type Members = Readonly<Record<string, unknown>>;

/** A value as text: CSV has nothing else, JSON has numbers and booleans as well. Lists and objects are no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Whether a value is a list or an object. */
export function isNoText(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** What is wrong with an object id; `undefined` when nothing is. */
export function idFault(id: unknown): string | undefined {
  const isFine = id === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(textOf(id));
  return isFine ? undefined : 'is no GUID.';
}

/** What is wrong with a moment; `undefined` when nothing is. */
export function dateFault(moment: unknown): string | undefined {
  const text = textOf(moment);
  const isFine =
    moment === undefined ||
    (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)));
  return isFine ? undefined : 'is no moment such as 2026-01-31T09:30:00Z.';
}

/** What is wrong with a switch; `undefined` when nothing is. */
export function switchFault(value: unknown): string | undefined {
  return /^(true|false|)$/.test(textOf(value)) ? undefined : 'write true or false.';
}

/** What is wrong with the language in which a person reads; `undefined` when nothing is. */
export function languageFault(value: unknown): string | undefined {
  if (value === undefined || languageFor(textOf(value)) !== undefined) return undefined;
  return `is none of ${LANGUAGES.join(', ')}. Left out, pages and mail are in the language of the browser.`;
}

/** What is wrong with a user name; `undefined` when nothing is. */
export function userNameFault(value: unknown): string | undefined {
  const text = textOf(value);
  return parseUserName(text) === undefined ? `"${text.slice(0, 80)}" is no user name.` : undefined;
}
