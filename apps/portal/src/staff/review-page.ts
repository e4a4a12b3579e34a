import type { ReviewDocument } from '@surety/api-contract';
import { errorSummary, type Html, html } from '@surety/web';
import { comparison } from '../changes/comparison.ts';
import { HOLDS_IN_WORDS } from '../changes/holds-in-words.ts';
import { statusBadge } from '../policies/status-badge.ts';
import { ROUTES } from '../routes.ts';
import { inDays, inMoments, inWords } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { consentSection } from './consent-section.ts';
import { decisionForm } from './decision-form.ts';
import type { ReviewPageProps } from './review-page-props.ts';

/** One change under review: why, what it does, who has agreed, and the decision. */
export function reviewPage(props: ReviewPageProps): Page {
  const { review, violations = [], problem } = props;
  const errors = problem === undefined ? violations : [{ field: '', message: problem }, ...violations];
  const title = `Review of policy ${review.changes[0]?.policyNumber ?? ''}`;
  return {
    title: errors.length > 0 ? `Error: ${title}` : title,
    current: ROUTES.reviews,
    status: errors.length > 0 ? 422 : 200,
    body: html`<p class="crumb"><a href="${ROUTES.reviews}">Changes to review</a></p>
<h1>${title}</h1>
${errorSummary(errors)}
<section class="card stack" aria-labelledby="why-title"><h2 id="why-title">Why it is looked at</h2>
<ul>${review.holds.map((hold) => html`<li>${HOLDS_IN_WORDS[hold]}</li>`)}</ul>${facts(review)}</section>
${review.changes.map(change)}
${consentSection(props)}
${decisionForm(props)}`,
  };
}

function facts({ openedAt, askedFor, evidence, policyholder }: ReviewDocument): Html {
  const { email, residenceState, contactChangedAt } = policyholder;
  const known: [string, string | undefined][] = [
    ['Confirmed', inMoments(new Date(openedAt))],
    ['Second factor', evidence.join(', ')],
    ['Should count from', askedFor && inDays(askedFor)],
    ['Policyholder', email],
    ['Lives in', residenceState],
    ['Contact data changed', contactChangedAt && inMoments(new Date(contactChangedAt))],
  ];
  return html`<dl class="facts">${known.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function change({
  policyNumber,
  kind,
  status,
  insured,
  before,
  after,
  earlier,
  hasChangedSince,
}: ReviewDocument['changes'][number]): Html {
  const id = `change-${policyNumber}`;
  return html`<section class="card stack" aria-labelledby="${id}">
<div class="title-line"><h2 id="${id}">${inWords(kind)} ${policyNumber}</h2>${statusBadge(status)}</div>
${hasChangedSince && html`<p class="alert warning">The policy is not as it was when this was asked for, so the change cannot take effect.</p>`}
${insured && html`<p>On the life of ${insured.name}, born ${inDays(insured.bornOn)}.</p>`}
${comparison(before, after)}
<p class="muted small">${earlier.length === 0 ? 'No earlier changes.' : `Earlier changes: ${earlier.map(({ number, confirmedAt }) => `${number} on ${inDays(confirmedAt.slice(0, 10))}`).join('; ')}.`}</p>
</section>`;
}
