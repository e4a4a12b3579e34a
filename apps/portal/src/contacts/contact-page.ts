import type { ContactChangeDocument, ContactDocument } from '@surety/api-contract';
import { CONTACT_PART_WORDS, CONTACT_PARTS, inOneLine } from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { contactChangeHref, ROUTES } from '../routes.ts';
import { inMoments } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';

/** How the insurer reaches the person, and what was changed when. */
export function contactPage(
  { contact, changedAt, whyContactIsFixed }: ContactDocument,
  history: readonly ContactChangeDocument[],
): Page {
  return {
    title: 'Contact data',
    current: ROUTES.account,
    body: html`<p class="crumb"><a href="${ROUTES.account}">Your account</a></p>
<div class="title-line"><h1>Contact data</h1>${whyContactIsFixed === undefined && html`<a class="button" href="${ROUTES.contactForm}">Change contact data</a>`}</div>
${whyContactIsFixed && html`<p class="alert warning">${whyContactIsFixed}</p>`}
<section class="card stack" aria-label="Contact data of record">
<dl class="facts">${CONTACT_PARTS.map((part) => html`<div><dt>${CONTACT_PART_WORDS[part]}</dt><dd>${inOneLine(contact, part) || html`<span class="muted">Not recorded</span>`}</dd></div>`)}</dl>
${changedAt && html`<p class="muted small">Last changed on ${inMoments(new Date(changedAt))}.</p>`}
</section>
<section class="card stack" aria-labelledby="history-title"><h2 id="history-title">Changes so far</h2>${historyOf(history)}</section>`,
  };
}

function historyOf(history: readonly ContactChangeDocument[]): Html {
  if (history.length === 0) return html`<p class="muted">Your contact data have not been changed yet.</p>`;
  return html`<ul class="history">${history.map(
    ({ id, changed, confirmedAt, status }) =>
      html`<li><a href="${contactChangeHref(id)}">${changed.map((part) => CONTACT_PART_WORDS[part]).join(', ')}</a> <span class="muted">${inMoments(new Date(confirmedAt ?? ''))}</span>${status === 'reversed' && html` <span class="badge warn">Undone</span>`}</li>`,
  )}</ul>`;
}
