import type { PolicySummary } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { policyHref, ROUTES } from '../routes.ts';
import { inMoney, inWords } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { statusBadge } from './status-badge.ts';

/** Some policies of a person, and the cursor of those that follow. */
export type PolicyPage = { policies: readonly PolicySummary[]; next?: string | undefined };

/** The person's policies, or an honest word that there are none. */
export function policyListPage({ policies, next }: PolicyPage): Page {
  return {
    title: 'Your policies',
    current: ROUTES.policies,
    body: html`<h1>Your policies</h1>
${policies.length === 0 ? nothingYet() : html`<ul class="policies">${policies.map(policyCard)}</ul>`}
${next && html`<p><a href="${ROUTES.policies}?cursor=${encodeURIComponent(next)}">More policies</a></p>`}`,
  };
}

function policyCard({ number, kind, status, insuredName, insuredObject, coverage }: PolicySummary): Html {
  return html`<li class="card policy-card">
<div class="policy-card-head"><h2><a href="${policyHref(number)}">${inWords(kind)}</a></h2>${statusBadge(status)}</div>
${coverage && html`<p class="amount">${inMoney(coverage)}</p>`}
<dl class="facts">${insuredName && html`<div><dt>Insured</dt><dd>${insuredName}</dd></div>`}${insuredObject && html`<div><dt>Insured</dt><dd>${insuredObject.description}</dd></div>`}<div><dt>Policy number</dt><dd>${number}</dd></div></dl>
</li>`;
}

function nothingYet(): Html {
  return html`<section class="card empty stack">
<h2>There are no policies under your name yet</h2>
<p>We look for policies by the e-mail address you sign in with. If you hold one under another address, sign in with that one, or ask us to correct the address on your policy.</p>
<p><a href="${ROUTES.account}">See which address you signed in with</a></p>
</section>`;
}
