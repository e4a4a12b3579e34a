import type { EndorsementDocument } from '@surety/api-contract';
import { statusAt } from '@surety/insurance';
import { csrfField, type Html, html } from '@surety/web';
import { beneficiariesHref, confirmationDocumentHref, confirmationHref, policyHref, ROUTES } from '../routes.ts';
import { inDays, inMoments } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { changeInLines } from './change-in-lines.ts';
import { comparison } from './comparison.ts';

export type ChangePageProps = { endorsement: EndorsementDocument; now: Date; csrfToken: string };

/** One change: to be confirmed, recorded, or no longer possible. */
export function changePage(props: ChangePageProps): Page {
  const { endorsement, now } = props;
  const { policyNumber, before, after } = endorsement;
  const status = statusAt({ status: endorsement.status, expiresAt: new Date(endorsement.expiresAt) }, now);
  const { title, body } = {
    draft: () => awaiting(props),
    'in-review': () => pending(endorsement, 'Your change is being looked at', IN_REVIEW),
    confirmed: () => pending(endorsement, 'Your change waits for its day', WAITING),
    declined: () => gone(endorsement, 'Your change was declined', DECLINED),
    effective: () => (endorsement.reverses === undefined ? recorded(endorsement) : putBack(endorsement)),
    reversed: () => undone(endorsement),
    expired: () => gone(endorsement, 'This change waited too long', EXPIRED),
    superseded: () => gone(endorsement, 'The policy has changed meanwhile', SUPERSEDED),
  }[status]();
  return {
    title,
    current: ROUTES.policies,
    body: html`<p class="crumb"><a href="${policyHref(policyNumber)}">Policy ${policyNumber}</a></p>
<h1>${title}</h1>
${body}
<section class="card stack" aria-labelledby="comparison-title"><h2 id="comparison-title">Before and after</h2>${comparison(before, after)}</section>`,
  };
}

const EXPIRED = 'It was not confirmed in time, so nothing was changed. You can start again with what you had entered.';
const DECLINED = 'We looked at it and could not record it, so nothing was changed.';
const IN_REVIEW = 'You have confirmed it. It takes effect once everybody who has to agree has done so.';
const WAITING = 'You have confirmed it. It takes effect by itself on the day that you asked for.';
const SUPERSEDED =
  'Another change to this policy was recorded first, so this one changed nothing. You can start again from the policy as it is now, with what you had entered.';

type Part = { title: string; body: Html };

function awaiting({ endorsement, csrfToken }: ChangePageProps): Part {
  const { id, warnings, expiresAt, policyNumber } = endorsement;
  return {
    title: 'Check your change',
    body: html`${warnings.length > 0 && html`<div class="alert warning"><h2>Worth a second thought</h2><ul>${warnings.map((text) => html`<li>${text}</li>`)}</ul></div>`}
<section class="card stack confirm">
<h2>What happens next</h2>
<ol><li>You confirm this change.</li><li>The sign-in service asks you for a second proof that it is you, for exactly this:<ul class="muted small">${changeInLines(endorsement).lines.map((line) => html`<li>${line}</li>`)}</ul></li><li>The change is recorded, and you are told by e-mail.</li></ol>
<p class="muted small">Nothing has changed yet. This draft waits until ${inMoments(new Date(expiresAt))}.</p>
<form class="actions" method="post" action="${confirmationHref(id)}">${csrfField(csrfToken)}
<button class="button">Confirm this change</button>
<a class="button secondary" href="${beneficiariesHref(policyNumber, { from: id })}">Change it again</a>
<a class="button quiet" href="${policyHref(policyNumber)}">Leave it</a>
</form></section>`,
  };
}

function recorded(endorsement: EndorsementDocument): Part {
  return { title: 'Your beneficiaries are changed', body: inEffect(endorsement) };
}

function putBack(endorsement: EndorsementDocument): Part {
  return {
    title: 'The former beneficiaries are back',
    body: html`<p class="alert info">This undoes endorsement ${endorsement.reverses}, which was reported as not yours by the link in our message.</p>
${inEffect(endorsement)}`,
  };
}

function undone(endorsement: EndorsementDocument): Part {
  return {
    title: 'This change was undone',
    body: html`<p class="alert warning">It took effect, and was reported as not yours by the link in our message. The history of the policy shows the endorsement that undid it.</p>
${inEffect(endorsement)}`,
  };
}

function inEffect({ id, number, effectiveOn, confirmedAt, policyNumber, reverses }: EndorsementDocument): Html {
  return html`<section class="card stack done">
<dl class="facts">
<div><dt>Endorsement</dt><dd>${number}</dd></div>
<div><dt>Effective</dt><dd>${inDays(effectiveOn ?? '')}</dd></div>
${confirmedAt && html`<div><dt>${reverses === undefined ? 'Confirmed' : 'Reported'}</dt><dd>${inMoments(new Date(confirmedAt))}</dd></div>`}
</dl>
<p class="actions"><a class="button secondary" href="${policyHref(policyNumber)}">See the policy</a>
<a class="button quiet" href="${confirmationDocumentHref(id)}">Confirmation to print (PDF)</a></p>
</section>`;
}

function pending({ policyNumber, askedFor }: EndorsementDocument, title: string, says: string): Part {
  return {
    title,
    body: html`<section class="card stack"><p>${says}</p>
${askedFor && html`<dl class="facts"><div><dt>Counts from</dt><dd>${inDays(askedFor)}</dd></div></dl>`}
<p class="actions"><a class="button secondary" href="${policyHref(policyNumber)}">See the policy</a></p></section>`,
  };
}

function gone({ id, policyNumber }: EndorsementDocument, title: string, says: string): Part {
  return {
    title,
    body: html`<section class="alert warning"><p>${says}</p>
<p class="actions"><a class="button" href="${beneficiariesHref(policyNumber, { from: id })}">Start again with what I entered</a> <a class="button quiet" href="${policyHref(policyNumber)}">See the policy</a></p></section>`,
  };
}
