import type { SealedBox } from '@surety/web';

/** What was typed in one browser for one place. */
export type ParkedForm = { browserHash: string; place: string; fields: Record<string, string> };

export const PARKED_FORM_LIFETIME_MS = 2 * 60 * 60 * 1000;

/** So many are kept of one browser; then the oldest gives way. Nobody has more tabs open with work in each. */
export const MOST_PARKED_FORMS = 20;

type Place = Pick<ParkedForm, 'browserHash' | 'place'>;

/** The fields as they are kept, sealed for this browser and place. */
export function sealForm(box: SealedBox, { fields, ...place }: ParkedForm): string {
  return box.seal(JSON.stringify(fields), contextOf(place));
}

/** The fields that were sealed for this browser and place; `undefined` when they were not. */
export function openForm(box: SealedBox, place: Place, sealed: string): Record<string, string> | undefined {
  const text = box.open(sealed, contextOf(place));
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, string>);
}

function contextOf({ browserHash, place }: Place): string {
  return `form:${browserHash}:${place}`;
}
