import {
  BENEFICIARY_CLASSES,
  type BeneficiaryClass,
  formatPercentage,
  MOST_BENEFICIARIES,
  PARTY_KINDS,
  parsePercentage,
  shareEqually,
  WHOLE,
} from '@surety/insurance';
import { type BeneficiaryRow, emptyRow } from './designation-form.ts';

type PartyKind = (typeof PARTY_KINDS)[number];

/** What a submit button of the form asks for. */
export type FormAction =
  | { kind: 'review' }
  | { kind: 'add'; class: BeneficiaryClass; party: PartyKind }
  | { kind: 'remove' | 'move'; index: number }
  | { kind: 'share' | 'rest'; class: BeneficiaryClass };

/** Reads a button's value, such as `add:primary:person`, `remove:2`, `share:contingent`, `rest:primary`; anything else asks for a review. */
export function parseAction(text: string | undefined): FormAction {
  const [verb, first = '', second = ''] = (text ?? '').split(':');
  const beneficiaryClass = BENEFICIARY_CLASSES.find((known) => known === first);
  const party = PARTY_KINDS.find((known) => known === second);
  if (verb === 'add' && beneficiaryClass && party) return { kind: 'add', class: beneficiaryClass, party };
  if ((verb === 'share' || verb === 'rest') && beneficiaryClass) return { kind: verb, class: beneficiaryClass };
  if ((verb === 'remove' || verb === 'move') && /^\d{1,2}$/.test(first)) return { kind: verb, index: Number(first) };
  return { kind: 'review' };
}

/** The rows after a button was pressed; what was typed into the others stays. */
export function editRows(rows: readonly BeneficiaryRow[], action: FormAction): readonly BeneficiaryRow[] {
  switch (action.kind) {
    case 'add':
      return rows.length > MOST_BENEFICIARIES ? rows : [...rows, emptyRow(action.class, action.party)];
    case 'remove':
      return rows.filter((_, index) => index !== action.index);
    case 'move':
      return rows.map((row, index) => (index === action.index ? { ...row, class: otherClass(row.class) } : row));
    case 'share':
      return shareAmong(rows, action.class);
    case 'rest':
      return giveRestToLast(rows, action.class);
    case 'review':
      return rows;
  }
}

function otherClass(given: string | undefined): BeneficiaryClass {
  return given === 'primary' ? 'contingent' : 'primary';
}

function shareAmong(rows: readonly BeneficiaryRow[], wanted: BeneficiaryClass): readonly BeneficiaryRow[] {
  const shares = [...shareEqually(rows.filter((row) => row.class === wanted).length)];
  return rows.map((row) => {
    const share = row.class === wanted ? shares.shift() : undefined;
    return share === undefined ? row : { ...row, allocation: formatPercentage(share) };
  });
}

function giveRestToLast(rows: readonly BeneficiaryRow[], wanted: BeneficiaryClass): readonly BeneficiaryRow[] {
  const rest = restForLast(rows.filter((row) => row.class === wanted));
  const last = rows.findLastIndex((row) => row.class === wanted);
  if (rest === undefined) return rows;
  return rows.map((row, index) => (index === last ? { ...row, allocation: formatPercentage(rest) } : row));
}

/** What the last of a class would get if it got what the others leave; `undefined` when they leave nothing. */
export function restForLast(rows: readonly BeneficiaryRow[]): number | undefined {
  const others = rows.slice(0, -1).reduce((sum, { allocation = '' }) => sum + (parsePercentage(allocation) ?? 0), 0);
  return rows.length > 0 && others < WHOLE ? WHOLE - others : undefined;
}

/** Says how the shares of a class were spread, the remainder included. */
export function sharingInWords(rows: readonly BeneficiaryRow[], wanted: BeneficiaryClass): string {
  const shares = shareEqually(rows.filter((row) => row.class === wanted).length);
  const [first = WHOLE, last = first] = [shares[0], shares.at(-1)];
  if (first === last) return `Shared equally: ${formatPercentage(first)} % each.`;
  const many = shares.filter((share) => share === last).length;
  const who = many === 1 ? 'the last one gets' : `the last ${many} get`;
  return `Shared equally: ${formatPercentage(first)} % each, and ${who} ${formatPercentage(last)} %, because ${shares.length} equal shares do not add up to exactly 100 %.`;
}
