import { type Html, html } from '@surety/web';
import type { EnrolledMethod } from '../steps/progress.ts';
import { actionButton } from './layout.ts';

/** A factor of the person's besides the one that a page asks for. */
export type OtherWay = EnrolledMethod | 'recovery-code';

const LABELS: Record<OtherWay, string> = {
  passkey: 'Use your passkey instead',
  'authenticator-app': 'Use your authenticator app instead',
  'text-message': 'Get a code by text message instead',
  'recovery-code': 'Use a recovery code',
};

/** A button for each other way to prove a second factor. */
export function waysInstead(ways: readonly OtherWay[]): Html[] {
  return ways.map((way) => html`<p class="way">${actionButton(`use-${way}`, LABELS[way])}</p>`);
}
