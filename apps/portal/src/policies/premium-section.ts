import type { PremiumListDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { policyHref, premiumsHref, ROUTES } from '../routes.ts';
import { inDays, inMoney } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';

/** What was paid for a policy, newest first, with the way to what was before. Nothing where nothing is recorded. */
export function premiumSection(number: string, { premiums, next }: PremiumListDocument): Html | null {
  if (premiums.length === 0) return null;
  return html`<section class="card stack" aria-labelledby="premiums-title"><h2 id="premiums-title">Premiums</h2>
<table class="data"><caption class="sr-only">Premiums, newest first</caption>
<thead><tr><th scope="col">Due</th><th scope="col">Amount</th><th scope="col">Paid</th></tr></thead>
<tbody>${premiums.map(
    ({ dueOn, paidOn, ...money }) => html`<tr><td data-label="Due">${inDays(dueOn)}</td>
<td data-label="Amount">${inMoney(money)}</td>
<td data-label="Paid">${paidOn ? inDays(paidOn) : html`<span class="badge warn">Not paid</span>`}</td></tr>`,
  )}</tbody></table>
${next && html`<p><a href="${premiumsHref(number, next)}">Earlier premiums</a></p>`}</section>`;
}

/** Premiums of a policy from a cursor on. */
export function premiumsPage(number: string, premiums: PremiumListDocument): Page {
  return {
    title: `Premiums of policy ${number}`,
    current: ROUTES.policies,
    body: html`<p class="crumb"><a href="${policyHref(number)}">Policy ${number}</a></p>
<h1>Earlier premiums</h1>
${premiumSection(number, premiums) ?? html`<p class="muted">Nothing more is recorded.</p>`}`,
  };
}
