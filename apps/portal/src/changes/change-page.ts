import type { EndorsementDocument } from '@surety/api-contract';
import { type EndorsementStatus, statusAt } from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { policyHref, ROUTES } from '../routes.ts';
import type { Page } from '../views/send-page.ts';
import { awaiting } from './awaiting-part.ts';
import type { ChangePageProps, Part } from './change-part.ts';
import { comparison } from './comparison.ts';
import { declined, expired, superseded } from './ended-parts.ts';
import { effective, inReview, reversed, waiting } from './settled-parts.ts';

const PARTS: Record<EndorsementStatus, (props: ChangePageProps) => Part> = {
  draft: awaiting,
  'in-review': inReview,
  confirmed: waiting,
  effective,
  reversed,
  declined,
  expired,
  superseded,
};

/** One change: to be confirmed, under way, recorded, or no longer possible. */
export function changePage(props: ChangePageProps): Page {
  const { endorsement, now } = props;
  const { policyNumber } = endorsement;
  const status = statusAt({ status: endorsement.status, expiresAt: new Date(endorsement.expiresAt) }, now);
  const { title, body } = PARTS[status](props);
  return {
    title,
    current: ROUTES.policies,
    body: html`<p class="crumb"><a href="${policyHref(policyNumber)}">Policy ${policyNumber}</a></p>
<h1>${title}</h1>
${body}
${beforeAndAfter(endorsement)}`,
  };
}

// The same designation on several policies: each has its own before.
function beforeAndAfter({ policyNumber, before, after, together = [] }: EndorsementDocument): Html {
  if (together.length === 0)
    return html`<section class="card stack" aria-labelledby="comparison-title"><h2 id="comparison-title">Before and after</h2>${comparison(before, after)}</section>`;
  return html`<section class="card stack" aria-labelledby="comparison-title"><h2 id="comparison-title">Before and after, on ${together.length + 1} policies</h2>
<p>It is one change: it happens on all of them, or on none.</p>
${[{ policyNumber, before }, ...together].map((each) => html`<h3>Policy ${each.policyNumber}</h3>${comparison(each.before, after)}`)}</section>`;
}
