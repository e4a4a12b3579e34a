import type { ContactChangeDocument } from '@surety/api-contract';
import { CONTACT_PART_WORDS, CONTACT_PARTS, inOneLine } from '@surety/insurance';
import { csrfField, type Html, html } from '@surety/web';
import { contactChangeHref, ROUTES } from '../routes.ts';
import { inMoments } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';

export type ContactChangeProps = { change: ContactChangeDocument; csrfToken: string };

const TITLES: Record<ContactChangeDocument['status'], string> = {
  draft: 'Check your change',
  effective: 'Your contact data are changed',
  reversed: 'This change was undone',
  expired: 'This change waited too long',
  superseded: 'Your contact data have changed meanwhile',
};

/** One change of contact data: to be confirmed, recorded, or no longer possible. */
export function contactChangePage(props: ContactChangeProps): Page {
  const { change } = props;
  const title = TITLES[change.status];
  return {
    title,
    current: ROUTES.account,
    body: html`<p class="crumb"><a href="${ROUTES.contact}">Contact data</a></p>
<h1>${title}</h1>
${change.status === 'draft' ? awaiting(props) : settled(change)}
<section class="card stack" aria-labelledby="comparison-title"><h2 id="comparison-title">Before and after</h2>${comparison(change)}</section>`,
  };
}

function awaiting({ change: { id, expiresAt, changed }, csrfToken }: ContactChangeProps): Html {
  return html`<section class="card stack confirm"><h2>What happens next</h2>
<ol><li>You confirm this change.</li><li>The sign-in service asks you for a second proof that it is you.</li><li>The change is recorded, and you are told by e-mail${changed.includes('email') && ', at the old and the new address'}.</li></ol>
<p class="muted small">Nothing has changed yet. This draft waits until ${inMoments(new Date(expiresAt))}.</p>
<form class="actions" method="post" action="${contactChangeHref(id)}/confirmation">${csrfField(csrfToken)}
<button class="button">Confirm this change</button>
<a class="button secondary" href="${ROUTES.contactForm}?from=${encodeURIComponent(id)}">Change it again</a>
<a class="button quiet" href="${ROUTES.contact}">Leave it</a></form></section>`;
}

const SAYS: Record<Exclude<ContactChangeDocument['status'], 'draft'>, string> = {
  effective: 'It is in effect. For 30 days we also write to an address that was given up.',
  reversed:
    'It took effect, and was reported as not yours by the link in our message. The former contact data are back.',
  expired: 'It was not confirmed in time, so nothing was changed.',
  superseded: 'Another change was recorded first, so this one changed nothing.',
};

function settled({ status, confirmedAt }: ContactChangeDocument): Html | null {
  if (status === 'draft') return null;
  return html`<section class="card stack${status === 'effective' && ' done'}"><p>${SAYS[status]}</p>
${confirmedAt && html`<p class="muted small">Confirmed on ${inMoments(new Date(confirmedAt))}.</p>`}
<p class="actions"><a class="button secondary" href="${ROUTES.contact}">See your contact data</a></p></section>`;
}

function comparison({ before, after, changed }: ContactChangeDocument): Html {
  const shown = CONTACT_PARTS.filter((part) => changed.includes(part));
  const none = html`<span class="muted">None</span>`;
  return html`<table class="data"><caption class="sr-only">What changes</caption>
<thead><tr><th scope="col">What</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>${shown.map(
    (part) => html`<tr><td>${CONTACT_PART_WORDS[part]}</td>
<td data-label="Before">${inOneLine(before, part) || none}</td><td data-label="After">${inOneLine(after, part) || none}</td></tr>`,
  )}</tbody></table>`;
}
