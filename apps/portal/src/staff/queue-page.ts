import type { ReviewQueueDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { HOLDS_IN_WORDS } from '../changes/holds-in-words.ts';
import { ROUTES, reviewHref, reviewsHref } from '../routes.ts';
import { inMoments } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';

/** Changes under review, the longest waiting first. It names nobody. */
export function queuePage({ reviews, waiting, next }: ReviewQueueDocument): Page {
  return {
    title: 'Changes to review',
    current: ROUTES.reviews,
    body: html`<h1>Changes to review</h1>
<p>${waiting === 1 ? 'One change waits.' : `${waiting} changes wait.`} Which of them you are shown here, and which you open, is recorded in the audit of the policyholder.</p>
${reviews.length === 0 ? nothingWaits() : html`<ul class="policies">${reviews.map(reviewCard)}</ul>`}
${next && html`<p><a href="${reviewsHref(next)}">Changes that have waited less long</a></p>`}`,
  };
}

function reviewCard({ id, policyNumber, companions, holds, openedAt }: ReviewQueueDocument['reviews'][number]): Html {
  return html`<li class="card policy-card">
<div class="policy-card-head"><h2><a href="${reviewHref(id)}">Policy ${policyNumber}</a></h2>${companions > 0 && html`<span class="badge plain">and ${companions} more</span>`}</div>
<ul>${holds.map((hold) => html`<li>${HOLDS_IN_WORDS[hold]}</li>`)}</ul>
<p class="muted small">Since ${inMoments(new Date(openedAt))}</p>
</li>`;
}

function nothingWaits(): Html {
  return html`<section class="card empty stack"><h2>Nothing to review</h2><p>Changes come here when somebody has to agree, or when a rule holds them.</p></section>`;
}
