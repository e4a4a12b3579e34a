import {
  BENEFICIARY_CLASSES,
  type Beneficiary,
  type BeneficiaryChange,
  type BeneficiaryClass,
  compareDesignations,
  type Designation,
} from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { beneficiaryLine } from '../beneficiaries/party-facts.ts';
import { inWords } from '../views/format.ts';

const MARKS: Record<BeneficiaryChange['change'], Html | null> = {
  added: html`<span class="badge">Added</span>`,
  removed: html`<span class="badge bad">Removed</span>`,
  changed: html`<span class="badge warn">Changed</span>`,
  kept: html`<span class="badge plain">Unchanged</span>`,
};

/** Two designations side by side, class by class, each line marked with what happens to it. */
export function comparison(before: Designation, after: Designation): Html {
  const changes = compareDesignations(before, after);
  return html`${BENEFICIARY_CLASSES.map((each) => classTable(each, changes))}`;
}

function classTable(each: BeneficiaryClass, changes: readonly BeneficiaryChange[]): Html | null {
  const rows = changes.filter((change) => beneficiaryOf(change).class === each);
  if (rows.length === 0) return null;
  return html`<table class="data comparison"><caption>${inWords(each)}</caption>
<thead><tr><th scope="col">Before</th><th scope="col">After</th><th scope="col">What happens</th></tr></thead>
<tbody>${rows.map(
    (change) => html`<tr class="${change.change}">
<td data-label="Before">${'before' in change ? beneficiaryLine(change.before) : html`<span class="muted">Not named</span>`}</td>
<td data-label="After">${'after' in change ? beneficiaryLine(change.after) : html`<span class="muted">Not named</span>`}</td>
<td>${MARKS[change.change]}</td></tr>`,
  )}</tbody></table>`;
}

function beneficiaryOf(change: BeneficiaryChange): Beneficiary {
  return 'after' in change ? change.after : change.before;
}
