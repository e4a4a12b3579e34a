import {
  type Beneficiary,
  type BeneficiaryClass,
  type BeneficiaryProposal,
  type Designation,
  formatPercentage,
  MOST_BENEFICIARIES,
  type PARTY_KINDS,
  parsePercentage,
} from '@surety/insurance';
import type { FormFields } from '../session/guard-form.ts';

/** Fields of one beneficiary as they stand in the form; all are text, and may be wrong. */
export const ROW_FIELDS = [
  'class',
  'kind',
  'name',
  'relationship',
  'bornOn',
  'email',
  'custodianName',
  'custodianRelationship',
  'trustee',
  'agreementDate',
  'registration',
  'allocation',
  'distribution',
  'irrevocable',
] as const;

/** What a ticked box says. */
export const YES = 'yes';

export type RowField = (typeof ROW_FIELDS)[number];
export type BeneficiaryRow = Partial<Record<RowField, string>>;

/** The form as somebody left it. */
export type DesignationForm = {
  /** `ETag` of the policy that the person saw. */
  version: string;
  /** Number of the newest endorsement that the person saw; empty when there was none. */
  lastEndorsement: string;
  /** The later day that was asked for, as typed; empty: as soon as it is recorded. */
  effectiveOn: string;
  /** Other policies that should change as well, each with the `ETag` that the person saw. */
  alsoOn: readonly { policyNumber: string; etag: string }[];
  rows: readonly BeneficiaryRow[];
};

/** Name of a row's field; the same path that violations carry. */
export function fieldName(index: number, field: RowField): string {
  return `beneficiaries/${index}/${field}`;
}

/** Reads the form. Rows are numbered from 0; what is missing is empty, what is too much is not read. */
export function readDesignationForm(fields: FormFields): DesignationForm {
  const rows: BeneficiaryRow[] = [];
  // One more than allowed is read, so that the rule about it can speak.
  for (let index = 0; index <= MOST_BENEFICIARIES && Object.hasOwn(fields, fieldName(index, 'class')); index += 1)
    rows.push(readRow(fields, index));
  return {
    version: fields.version ?? '',
    lastEndorsement: fields.last_endorsement ?? '',
    effectiveOn: fields[EFFECTIVE_FIELD] ?? '',
    alsoOn: Object.entries(fields).flatMap(([name, etag]) =>
      name.startsWith(ALSO_ON) ? [{ policyNumber: name.slice(ALSO_ON.length), etag }] : [],
    ),
    rows,
  };
}

/** Name of the field with the later day. */
export const EFFECTIVE_FIELD = 'effective_on';

const ALSO_ON = 'also_on/';

/** Name of the box that chooses another policy; its value is the policy's `ETag`. */
export function alsoOnField(policyNumber: string): string {
  return `${ALSO_ON}${policyNumber}`;
}

function readRow(fields: FormFields, index: number): BeneficiaryRow {
  const entries = ROW_FIELDS.map((field) => [field, fields[fieldName(index, field)]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as BeneficiaryRow;
}

/** The form's rows for a designation on record. */
export function rowsOf(designation: Designation): readonly BeneficiaryRow[] {
  return designation.map(rowOf);
}

function rowOf({ class: beneficiaryClass, party, allocation, distribution, irrevocable }: Beneficiary): BeneficiaryRow {
  const share = {
    class: beneficiaryClass,
    allocation: formatPercentage(allocation),
    distribution,
    ...(irrevocable ? { irrevocable: YES } : {}),
  };
  switch (party.kind) {
    case 'person': {
      const { custodian, ...person } = party;
      const of = custodian && { custodianName: custodian.name, custodianRelationship: custodian.relationship };
      return { ...share, ...person, ...of };
    }
    case 'name-only':
      // It cannot be proposed again as it is; most are people.
      return { ...share, kind: 'person', name: party.name };
    default:
      return { ...share, ...party };
  }
}

/** A new, empty row. */
export function emptyRow(beneficiaryClass: BeneficiaryClass, kind: (typeof PARTY_KINDS)[number]): BeneficiaryRow {
  return { class: beneficiaryClass, kind, distribution: 'per-capita' };
}

/** What the form proposes, for the rules to judge. A percentage that cannot be read is a share that is missing. */
export function proposalOf({ rows, effectiveOn, alsoOn }: Pick<DesignationForm, 'rows' | 'effectiveOn' | 'alsoOn'>) {
  return {
    beneficiaries: rows.map(proposeRow),
    ...(effectiveOn.trim() === '' ? {} : { effectiveOn }),
    ...(alsoOn.length === 0 ? {} : { alsoOn: [...alsoOn] }),
  };
}

function proposeRow(row: BeneficiaryRow): BeneficiaryProposal {
  const { class: beneficiaryClass = '', kind = '', allocation, irrevocable, ...rest } = row;
  const proposal = { class: beneficiaryClass, kind, allocation: parsePercentage(allocation ?? ''), ...rest };
  return irrevocable === YES ? { ...proposal, irrevocable: true } : proposal;
}
