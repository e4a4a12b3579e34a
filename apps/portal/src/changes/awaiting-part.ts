import type { EndorsementDocument } from '@surety/api-contract';
import { changeInLines } from '@surety/insurance';
import { csrfField, type Html, html } from '@surety/web';
import { beneficiariesHref, changeHref, confirmationHref, policyHref } from '../routes.ts';
import { inDays, inMoments } from '../views/format.ts';
import type { ChangePageProps, Part } from './change-part.ts';
import { CONSENTS_IN_WORDS, HOLDS_IN_WORDS } from './holds-in-words.ts';

/** A draft: what would happen, what speaks against it, and the button that confirms. */
export function awaiting({ endorsement, csrfToken }: ChangePageProps): Part {
  const { id, warnings, expiresAt, policyNumber } = endorsement;
  return {
    title: 'Check your change',
    body: html`${warnings.length > 0 && html`<div class="alert warning"><h2>Worth a second thought</h2><ul>${warnings.map((text) => html`<li>${text}</li>`)}</ul></div>`}
${replaced(endorsement)}
${looked(endorsement)}
<section class="card stack confirm">
<h2>What happens next</h2>
<ol><li>You confirm this change.</li><li>The sign-in service asks you for a second proof that it is you, for exactly this:<ul class="muted small">${changeInLines(endorsement).lines.map((line) => html`<li>${line}</li>`)}</ul></li><li>${afterwards(endorsement)}</li></ol>
<p class="muted small">Nothing has changed yet. This draft waits until ${inMoments(new Date(expiresAt))}.</p>
<form class="actions" method="post" action="${confirmationHref(id)}">${csrfField(csrfToken)}
<button class="button">Confirm this change</button>
<a class="button secondary" href="${beneficiariesHref(policyNumber, { from: id })}">Change it again</a>
<a class="button quiet" href="${policyHref(policyNumber)}">Leave it</a>
</form></section>`,
  };
}

function afterwards({ holds = [], askedFor }: EndorsementDocument): string {
  if (holds.length > 0) return 'We look at it, and tell you by e-mail what became of it.';
  if (askedFor !== undefined) return `The change takes effect on ${inDays(askedFor)}, and you are told by e-mail.`;
  return 'The change is recorded, and you are told by e-mail.';
}

function looked({ holds = [], consents = [] }: EndorsementDocument): Html | null {
  if (holds.length === 0) return null;
  return html`<section class="alert stack"><h2>We look at this before it takes effect</h2>
<ul>${holds.map((hold) => html`<li>${HOLDS_IN_WORDS[hold]}</li>`)}</ul>
${consents.length > 0 && html`<p>We ask for the consent of ${consents.map(({ name, reason }) => `${name} (${CONSENTS_IN_WORDS[reason]})`).join(' and ')}.</p>`}</section>`;
}

function replaced({ replaces = [], holds = [] }: EndorsementDocument): Html | null {
  if (replaces.length === 0) return null;
  return html`<section class="alert warning stack"><h2>An earlier change is not in effect yet</h2>
<ul>${replaces.map(
    ({ id, policyNumber, status, effectiveOn }) =>
      html`<li><a href="${changeHref(id)}">The change of policy ${policyNumber}</a> that ${status === 'confirmed' && effectiveOn ? `waits for ${inDays(effectiveOn)}` : 'is under review'}. ${holds.length > 0 && status === 'confirmed' ? 'It is held back until we have decided on this one.' : 'This one takes its place.'}</li>`,
  )}</ul></section>`;
}
