import type { PolicyStatus } from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { inWords } from '../views/format.ts';

/** The state of a policy, as a word with a tint. */
export function statusBadge(status: PolicyStatus): Html {
  const tint = status === 'in-force' ? '' : status === 'lapsed' || status === 'in-claim' ? ' warn' : ' bad';
  return html`<span class="badge${tint}">${inWords(status)}</span>`;
}
