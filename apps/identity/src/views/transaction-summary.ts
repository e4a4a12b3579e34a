import { type Html, html } from '@surety/web';
import type { TransactionDetail } from '../authorize/authorization-details.ts';
import type { Words } from '../words/words.ts';

/** What a person confirms, in the application's words, so that they read here and not only there what they agree to. */
export function transactionSummary(words: Words, details: readonly TransactionDetail[]): Html {
  return html`<section class="confirming" aria-labelledby="confirming">
<h2 id="confirming">${words.frame.confirming}</h2>
${details.map(
  ({ title, lines }) => html`<p><strong>${title}</strong></p>
${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`,
)}
</section>`;
}
