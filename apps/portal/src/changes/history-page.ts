import type { EndorsementDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { changeHref, confirmationDocumentHref, historyHref, policyHref, ROUTES } from '../routes.ts';
import { inDays, inMoments } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { comparison } from './comparison.ts';
import { evidenceInWords } from './evidence-in-words.ts';
import { changeBadge, type PolicyHistory } from './history.ts';

/** Confirmed changes of a policy with before, after, and how their confirmer had proved themselves; the way to earlier ones. */
export function historyPage(
  number: string,
  { endorsements, notInEffect, next }: PolicyHistory,
  part: 'newest' | 'earlier',
): Page {
  const all = [...notInEffect, ...endorsements];
  return {
    title: part === 'newest' ? `Changes of policy ${number}` : `Earlier changes of policy ${number}`,
    current: ROUTES.policies,
    body: html`<p class="crumb"><a href="${policyHref(number)}">Policy ${number}</a></p>
<h1>${part === 'newest' ? 'Changes' : 'Earlier changes'} of policy ${number}</h1>
${all.length === 0 ? html`<p>The beneficiaries have not been changed yet.</p>` : all.map(entry)}
${(next || part === 'earlier') && html`<nav class="actions" aria-label="Pages">${part === 'earlier' && html`<a href="${historyHref(number)}">Newest changes</a>`}${next && html`<a href="${historyHref(number, next)}">Earlier changes</a>`}</nav>`}`,
  };
}

function entry(endorsement: EndorsementDocument): Html {
  const { id, number, before, after, effectiveOn, confirmedAt, reverses, evidence } = endorsement;
  const title =
    number === undefined ? `Change of ${inDays((confirmedAt ?? '').slice(0, 10))}` : `Endorsement ${number}`;
  const facts: [string, string | undefined][] = [
    ['Effective', effectiveOn && inDays(effectiveOn)],
    [reverses === undefined ? 'Confirmed' : 'Reported', confirmedAt && inMoments(new Date(confirmedAt))],
    ['Undoes', reverses],
    ['Evidence', evidence && evidenceInWords(evidence)],
  ];
  return html`<section class="card stack" aria-labelledby="${id}"><div class="title-line"><h2 id="${id}"><a href="${changeHref(id)}">${title}</a></h2>${changeBadge(endorsement)}</div>
<dl class="facts">${facts.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${comparison(before, after)}
${number !== undefined && html`<p><a class="small" href="${confirmationDocumentHref(id)}" aria-label="Confirmation of endorsement ${number} as PDF">Confirmation to print (PDF)</a></p>`}
</section>`;
}
