import type { EndorsementDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { changeHref, confirmationDocumentHref, policyHref, ROUTES } from '../routes.ts';
import { inDays, inMoments } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { comparison } from './comparison.ts';
import { evidenceInWords } from './evidence-in-words.ts';
import { changeBadge, type PolicyHistory } from './history.ts';

/** Every confirmed change of a policy with before, after, and how its confirmer had proved themselves. */
export function historyPage(number: string, { endorsements, notInEffect }: PolicyHistory): Page {
  const all = [...notInEffect, ...endorsements];
  return {
    title: `Changes of policy ${number}`,
    current: ROUTES.policies,
    body: html`<p class="crumb"><a href="${policyHref(number)}">Policy ${number}</a></p>
<h1>Changes of policy ${number}</h1>
${all.length === 0 ? html`<p>The beneficiaries have not been changed yet.</p>` : all.map(entry)}`,
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
