import {
  type BeneficiaryClass,
  formatPercentage,
  type PARTY_KINDS,
  parsePercentage,
  type Violation,
  WHOLE,
} from '@surety/insurance';
import { errorFor, type Html, html } from '@surety/web';
import { beneficiaryFieldset } from './beneficiary-fieldset.ts';
import type { BeneficiaryRow } from './designation-form.ts';
import { restForLast } from './edit-rows.ts';

const WORDS: Record<BeneficiaryClass, { title: string; hint: string }> = {
  primary: { title: 'Primary beneficiaries', hint: 'First in line. Name at least one.' },
  contingent: { title: 'Contingent beneficiaries', hint: 'Receive only if no primary beneficiary survives. Optional.' },
};

const KINDS: Record<(typeof PARTY_KINDS)[number], string> = {
  person: 'Add a person',
  trust: 'Add a trust',
  organisation: 'Add an organisation or charity',
  estate: 'Add the estate',
};

export type ClassFieldsetProps = {
  beneficiaryClass: BeneficiaryClass;
  /** All rows of the form; those of other classes are left out, but keep their numbers. */
  rows: readonly BeneficiaryRow[];
  violations: readonly Violation[];
};

/** All rows of one class with their running total, and the buttons that add to it. */
export function classFieldset({ beneficiaryClass, rows, violations }: ClassFieldsetProps): Html {
  const { title, hint } = WORDS[beneficiaryClass];
  const numbered = rows.map((row, index) => ({ row, index })).filter(({ row }) => belongs(row, beneficiaryClass));
  const id = `beneficiaries/${beneficiaryClass}`;
  const error = errorFor(violations, id);
  return html`<section class="card class-card" id="${id}" tabindex="-1" aria-labelledby="${id}-title" data-class="${beneficiaryClass}">
<div class="title-line"><h2 id="${id}-title">${title}</h2>${numbered.length > 0 && total(numbered.map(({ row }) => row))}</div>
<p class="muted small">${hint}</p>
${
  error &&
  html`<p class="field-error">${error}</p>${fixes(
    beneficiaryClass,
    numbered.map(({ row }) => row),
  )}`
}
${numbered.map(({ row, index }, position) => beneficiaryFieldset({ row, index, position, violations }))}
<div class="actions add-actions">
${Object.entries(KINDS).map(([kind, label]) => html`<button class="button secondary small-button" name="action" value="add:${beneficiaryClass}:${kind}">${label}</button>`)}
${numbered.length > 1 && html`<button class="button quiet small-button" name="action" value="share:${beneficiaryClass}">Share equally</button>`}
</div>
</section>`;
}

// One press mends a total that is off; sharing equally stands below as well.
function fixes(beneficiaryClass: BeneficiaryClass, rows: readonly BeneficiaryRow[]): Html | null {
  const rest = restForLast(rows);
  if (rows.length === 0) return null;
  const which = rows.length === 1 ? 'the share' : 'the last share';
  return html`<p class="actions">${rest !== undefined && html`<button class="button secondary small-button" name="action" value="rest:${beneficiaryClass}">Set ${which} to ${formatPercentage(rest)} %</button>`}
${rows.length > 1 && html`<button class="button secondary small-button" name="action" value="share:${beneficiaryClass}">Give everybody the same</button>`}</p>`;
}

// A row whose class nobody knows is shown among the primary ones, where its error can be seen.
function belongs(row: BeneficiaryRow, wanted: BeneficiaryClass): boolean {
  return wanted === 'contingent' ? row.class === 'contingent' : row.class !== 'contingent';
}

function total(rows: readonly BeneficiaryRow[]): Html {
  const sum = rows.reduce((all, { allocation = '' }) => all + (parsePercentage(allocation) ?? 0), 0);
  return html`<p class="total${sum !== WHOLE && ' off'}">Total <output>${formatPercentage(sum)}</output> %</p>`;
}
