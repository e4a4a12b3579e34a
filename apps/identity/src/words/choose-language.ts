import { LANGUAGES, type Language } from './language.ts';

/** What is known of the languages that a person reads. Each is text of somebody else's: what cannot be read is passed over. */
export type LanguageHints = {
  /** `ui_locales` of the authorization request: tags with spaces between them, best first (OpenID Connect Core 3.1.2.1). */
  uiLocales?: string | undefined;
  /** What the person chose in this browser. */
  chosen?: string | undefined;
  /** The header `Accept-Language` (RFC 9110 12.5.4). */
  acceptLanguage?: string | undefined;
};

/** Longer lists are cut: nobody reads so many languages. */
const MOST_TAGS = 20;

/**
 * The language of a page: of those offered the first that the application asks for, then the one that the person chose, then
 * the one that their browser prefers, and at last the first offered.
 */
export function chooseLanguage(offered: readonly Language[], hints: LanguageHints): Language {
  const wanted = [
    ...(hints.uiLocales ?? '').split(' ').slice(0, MOST_TAGS),
    hints.chosen ?? '',
    ...byPreference(hints.acceptLanguage ?? ''),
  ];
  for (const tag of wanted) {
    const language = offered.find((one) => covers(one, tag));
    if (language) return language;
  }
  return offered[0] ?? LANGUAGES[0];
}

/** The language of ours that serves who asks for this tag of BCP 47. */
export function languageFor(tag: string): Language | undefined {
  return LANGUAGES.find((language) => covers(language, tag));
}

/** Whether a language serves who asks for this tag: `es` serves `es-MX` (lookup, RFC 4647 3.4). */
function covers(language: Language, tag: string): boolean {
  const lower = tag.toLowerCase();
  return lower === language || lower.startsWith(`${language}-`);
}

const RANGE = /^\s*([a-z0-9-]{1,40})\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?$/i;

/** The languages of a header, best first; those of weight 0 are not wanted. */
function byPreference(header: string): string[] {
  return header
    .split(',', MOST_TAGS)
    .map((range) => RANGE.exec(range))
    .map((found) => ({ tag: found?.[1] ?? '', weight: Number(found?.[2] ?? 1) }))
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
