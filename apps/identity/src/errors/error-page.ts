import { document, familyStyle, type Html, html, type Refusal } from '@surety/web';
import { describeError, type ErrorContext } from './protocol-error.ts';

/** What a person sees when an error cannot be sent to an application: the lines that B2C shows, and what to do. */
export function errorPage(error: Refusal, context: ErrorContext): Html {
  const lines = describeError(error, context).trimEnd().split('\r\n');
  return document({
    title: 'Something is not right',
    house: 'identity',
    styles: [familyStyle()],
    body: html`<main id="content" class="narrow">
<h1>We cannot go on from here</h1>
<div class="alert error" role="alert">${lines.map((line) => html`<p>${line}</p>`)}</div>
<p>Go back to the application you came from and try again. If it happens again, tell its support the lines above.</p>
</main>`,
  });
}
