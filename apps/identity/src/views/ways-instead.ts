import { type Html, html } from '@surety/web';
import type { EnrolledMethod } from '../steps/progress.ts';
import type { Words } from '../words/words.ts';
import { actionButton } from './layout.ts';

/** A factor of the person's besides the one that a page asks for. */
export type OtherWay = EnrolledMethod | 'recovery-code';

/** A button for each other way to prove a second factor. */
export function waysInstead({ factors }: Words, ways: readonly OtherWay[]): Html[] {
  return ways.map((way) => html`<p class="way">${actionButton(`use-${way}`, factors.instead[way])}</p>`);
}
