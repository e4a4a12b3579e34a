import type { EndorsementDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { changeHref, confirmationDocumentHref, policyHref } from '../routes.ts';
import { inDays, inMoments } from '../views/format.ts';
import type { ChangePageProps, Part } from './change-part.ts';
import { evidenceInWords } from './evidence-in-words.ts';
import { ANSWERS_IN_WORDS, CONSENTS_IN_WORDS, HOLDS_IN_WORDS } from './holds-in-words.ts';

/** In effect: by a change of the policyholder, or by one that undid another. */
export function effective({ endorsement }: ChangePageProps): Part {
  if (endorsement.reverses === undefined) return { title: 'Your beneficiaries are changed', body: record(endorsement) };
  return {
    title: 'The former beneficiaries are back',
    body: html`<p class="alert info">This undoes endorsement ${endorsement.reverses}, which was reported as not yours by the link in our message.</p>
${record(endorsement)}`,
  };
}

/** Reported as not the policyholder's own, after it took effect or before. */
export function reversed({ endorsement }: ChangePageProps): Part {
  const says =
    endorsement.number === undefined
      ? 'It had not taken effect when it was reported as not yours by the link in our message, and never will.'
      : 'It took effect, and was reported as not yours by the link in our message. The history of the policy shows the endorsement that undid it.';
  const title = endorsement.number === undefined ? 'This change was stopped' : 'This change was undone';
  return { title, body: html`<p class="alert warning">${says}</p>${record(endorsement)}` };
}

/** Confirmed for a later day. */
export function waiting({ endorsement }: ChangePageProps): Part {
  const says = `It takes effect by itself on ${inDays(endorsement.effectiveOn ?? '')}. Until then the beneficiaries are as they were. Another change that you confirm meanwhile takes its place.`;
  return {
    title: 'Your change waits for its day',
    body: html`<p class="alert info">${says}</p>${record(endorsement)}`,
  };
}

/** Confirmed, and looked at before it takes effect. */
export function inReview({ endorsement }: ChangePageProps): Part {
  const { holds = [], consents = [] } = endorsement;
  return {
    title: 'Your change is being looked at',
    body: html`<section class="card stack"><h2>Why</h2>
<ul>${holds.map((hold) => html`<li>${HOLDS_IN_WORDS[hold]}</li>`)}</ul>
${consents.length > 0 && html`<h2>Whose consent it needs</h2><ul>${consents.map(({ name, reason, answer }) => html`<li>${name}, ${CONSENTS_IN_WORDS[reason]}: ${ANSWERS_IN_WORDS[answer].toLowerCase()}</li>`)}</ul>`}
<p>Until we have decided, the beneficiaries are as they were. We tell you by e-mail what became of it.</p></section>
${record(endorsement)}`,
  };
}

function record(endorsement: EndorsementDocument): Html {
  const {
    id,
    number,
    effectiveOn,
    askedFor,
    confirmedAt,
    policyNumber,
    reverses,
    together = [],
    evidence,
  } = endorsement;
  const facts: [string, string | undefined | false][] = [
    ['Endorsement', number],
    ['Effective', effectiveOn && inDays(effectiveOn)],
    ['Asked for', askedFor && askedFor !== effectiveOn && inDays(askedFor)],
    [reverses === undefined ? 'Confirmed' : 'Reported', confirmedAt && inMoments(new Date(confirmedAt))],
    ['Evidence', evidence && evidenceInWords(evidence)],
  ];
  return html`<section class="card stack done">
<dl class="facts">${facts.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${together.length > 0 && html`<p>Together with ${together.map((each, index) => html`${index > 0 && ', '}<a href="${changeHref(each.id)}">${each.number ?? `policy ${each.policyNumber}`}</a>`)}.</p>`}
<p class="actions"><a class="button secondary" href="${policyHref(policyNumber)}">See the policy</a>
${number !== undefined && html`<a class="button quiet" href="${confirmationDocumentHref(id)}">Confirmation to print (PDF)</a>`}</p>
</section>`;
}
