import { type Html, html } from '@surety/web';
import type { Words } from '../words/words.ts';

/** A day for people and programs. */
export function dayOf({ dates }: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${dates.day(date)}</time>`;
}

/** A moment for people and programs. */
export function momentOf({ dates }: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${dates.moment(date)}</time>`;
}
