import { DISTRIBUTION_RULES, RELATIONSHIPS, type Violation } from '@surety/insurance';
import { type Choice, errorFor, type FieldProps, type Html, html, selectField, textField } from '@surety/web';
import { inWords } from '../views/format.ts';
import { type BeneficiaryRow, fieldName, type RowField, YES } from './designation-form.ts';

export type BeneficiaryFieldsetProps = {
  row: BeneficiaryRow;
  /** Number of the row in the whole form. */
  index: number;
  /** Number of the row in its class. */
  position: number;
  violations: readonly Violation[];
};

const KIND_WORDS: Readonly<Record<string, string>> = {
  person: 'Person',
  trust: 'Trust',
  organisation: 'Organisation',
  estate: 'Estate of the insured',
};

const CHOOSE: Choice = { value: '', label: 'Choose…' };
const RELATIONSHIP_CHOICES = [CHOOSE, ...RELATIONSHIPS.map((value) => ({ value, label: inWords(value) }))];
const DISTRIBUTION_WORDS = {
  'per-capita': 'Others share it (per capita)',
  'per-stirpes': 'To descendants (per stirpes)',
};
const DISTRIBUTION_CHOICES = DISTRIBUTION_RULES.map((value) => ({ value, label: DISTRIBUTION_WORDS[value] }));

/** One beneficiary of the form: fields of its kind, its share, and the buttons that remove or move it. */
export function beneficiaryFieldset(props: BeneficiaryFieldsetProps): Html {
  const { row, index, position } = props;
  const kind = KIND_WORDS[row.kind ?? ''] ?? 'Beneficiary';
  const called = `${position + 1}. ${kind}`;
  const other = row.class === 'contingent' ? 'primary' : 'contingent';
  return html`<fieldset class="beneficiary">
<legend>${called}</legend>
<input type="hidden" name="${fieldName(index, 'class')}" value="${row.class ?? ''}">
<input type="hidden" name="${fieldName(index, 'kind')}" value="${row.kind ?? ''}">
${misfits(props)}
<div class="fields">${fieldsOfKind(props)}${share(props)}</div>
${row.kind === 'person' && custodian(props)}
${row.kind !== 'estate' && irrevocable(props)}
<p class="actions row-actions">
<button class="button quiet small-button" name="action" value="move:${index}">Move to ${other}<span class="sr-only">: ${row.name || called}</span></button>
<button class="button quiet small-button remove" name="action" value="remove:${index}">Remove<span class="sr-only"> ${row.name || called}</span></button>
</p>
</fieldset>`;
}

// Errors about hidden fields, which only a form that was not ours can have.
function misfits({ index, violations }: BeneficiaryFieldsetProps): Html | null {
  const message = errorFor(violations, fieldName(index, 'kind')) ?? errorFor(violations, fieldName(index, 'class'));
  return message === undefined ? null : html`<p class="field-error">${message}</p>`;
}

function fieldsOfKind(props: BeneficiaryFieldsetProps): Html | null {
  switch (props.row.kind) {
    case 'person':
      return html`${textField(about(props, 'name', 'Full legal name'))}
${selectField({ ...about(props, 'relationship', 'Relationship to the insured'), choices: RELATIONSHIP_CHOICES })}
${textField({ ...about(props, 'bornOn', 'Date of birth'), type: 'date' })}
${textField({ ...about(props, 'email', 'E-mail (optional)'), type: 'email', inputMode: 'email', maxLength: 254 })}`;
    case 'trust':
      return html`${textField(about(props, 'name', 'Name of the trust'))}
${textField(about(props, 'trustee', 'Trustee'))}
${textField({ ...about(props, 'agreementDate', 'Date of the trust agreement'), type: 'date' })}`;
    case 'organisation':
      return html`${textField(about(props, 'name', 'Legal name'))}
${textField(about(props, 'registration', 'Registration or tax number'))}`;
    case 'estate':
      return html`<p class="muted small full">Proceeds go through probate and can be claimed by creditors.</p>`;
    default:
      return null;
  }
}

function share(props: BeneficiaryFieldsetProps): Html {
  const percentage = {
    ...about(props, 'allocation', 'Share in percent'),
    inputMode: 'decimal' as const,
    width: 'narrow',
  };
  const isPerson = props.row.kind === 'person';
  return html`${textField({ ...percentage, maxLength: 8 })}
${isPerson && selectField({ ...about(props, 'distribution', 'If they die first'), choices: DISTRIBUTION_CHOICES })}`;
}

function custodian(props: BeneficiaryFieldsetProps): Html {
  const { row, index, violations } = props;
  const isWrong = violations.some(({ field }) => field.startsWith(`${fieldName(index, 'custodianName').slice(0, -4)}`));
  const isOpen = isWrong || !!row.custodianName || !!row.custodianRelationship;
  return html`<details class="custodian"${isOpen && html` open`}><summary>Under 18? Name an adult custodian</summary>
<p class="muted small">Proceeds are not paid to a minor directly: a custodian receives and manages them.</p>
<div class="fields">${textField(about(props, 'custodianName', 'Custodian’s full legal name'))}
${selectField({ ...about(props, 'custodianRelationship', 'Custodian’s relationship to the insured'), choices: RELATIONSHIP_CHOICES })}</div>
</details>`;
}

function irrevocable({ row, index, violations }: BeneficiaryFieldsetProps): Html {
  const name = fieldName(index, 'irrevocable');
  const error = errorFor(violations, name);
  return html`<div class="choice${error ? ' has-error' : ''}">${error && html`<p class="field-error">${error}</p>`}
<label><input type="checkbox" id="${name}" name="${name}" value="${YES}"${row.irrevocable === YES && html` checked`}> Irrevocable: nobody takes this away without their consent</label></div>`;
}

function about({ row, index, violations }: BeneficiaryFieldsetProps, field: RowField, label: string): FieldProps {
  const name = fieldName(index, field);
  const longest = { maxLength: 200, autocomplete: 'off' };
  return { name, label, value: row[field], error: errorFor(violations, name), ...longest };
}
