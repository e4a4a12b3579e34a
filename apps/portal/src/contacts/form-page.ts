import type { ContactDocument } from '@surety/api-contract';
import { CONTACT_FIELDS, COUNTRIES, type ContactField, type ContactProposal, contactFieldsOf } from '@surety/insurance';
import {
  type Choice,
  csrfField,
  errorFor,
  errorSummary,
  type FieldError,
  type FieldProps,
  type Html,
  html,
  selectField,
  textField,
} from '@surety/web';
import { ROUTES } from '../routes.ts';
import { OWNER_FIELD, ownerField } from '../session/form-owner.ts';
import type { FormFields } from '../session/guard-form.ts';
import type { Page } from '../views/send-page.ts';

export type ContactFormProps = {
  fields: FormFields;
  csrfToken: string;
  violations?: readonly FieldError[];
  problem?: string | undefined;
  note?: string | undefined;
};

const names = new Intl.DisplayNames('en', { type: 'region' });
const COUNTRY_CHOICES: readonly Choice[] = [
  { value: '', label: 'Choose…' },
  ...COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) =>
    a.label.localeCompare(b.label, 'en'),
  ),
];

/** The form's fields filled with the contact data of record. */
export function fieldsOfContact(contact: ContactDocument['contact'], version: string): FormFields {
  const entries = Object.entries(contactFieldsOf(contact)).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return { ...Object.fromEntries(entries), version };
}

/** The contact data that somebody typed. */
export function contactProposalFrom(fields: FormFields): ContactProposal {
  return Object.fromEntries(CONTACT_FIELDS.map((field) => [field, fields[field] ?? '']));
}

/** The form that changes contact data of record. */
export function contactFormPage(props: ContactFormProps): Page {
  const { fields, csrfToken, violations = [], problem, note } = props;
  const errors = violations.length === 0 && problem !== undefined ? [{ field: '', message: problem }] : violations;
  const about = (name: ContactField, label: string, autocomplete: string): FieldProps => ({
    ...{ name, label, autocomplete, value: fields[name], error: errorFor(violations, name) },
    maxLength: 200,
  });
  return {
    title: errors.length > 0 ? 'Error: Change your contact data' : 'Change your contact data',
    current: ROUTES.account,
    status: errors.length > 0 ? 422 : 200,
    body: html`<p class="crumb"><a href="${ROUTES.contact}">Contact data</a></p>
<h1>Change your contact data</h1>
<p>This is how we reach you about your policies. Nothing changes until you have confirmed on the next pages, with a second proof that it is you.</p>
${errorSummary(errors)}
${note && html`<div class="alert" role="status"><p>${note}</p></div>`}
<form class="card stack contact-form" method="post" action="${ROUTES.contactForm}" novalidate>
${csrfField(csrfToken)}<input type="hidden" name="version" value="${fields.version ?? ''}">${ownerField(fields[OWNER_FIELD] ?? '')}
<h2>E-mail and telephone</h2>
<div class="fields">${textField({ ...about('email', 'E-mail address', 'email'), type: 'email', inputMode: 'email' })}
${textField({ ...about('phone', 'Telephone (optional)', 'tel'), hint: 'With the country code, such as +1 202 555 0101' })}</div>
<p class="muted small">This does not change the address you sign in with.</p>
<h2>Postal address</h2>
${postalFields(about)}
<p class="actions"><button class="button">Review the change</button> <a class="button quiet" href="${ROUTES.contact}">Leave without changing</a></p>
</form>`,
  };
}

function postalFields(about: (name: ContactField, label: string, autocomplete: string) => FieldProps): Html {
  return html`<div class="fields">${textField(about('street', 'Street and number', 'address-line1'))}
${textField(about('unit', 'Apartment, floor (optional)', 'address-line2'))}
${textField(about('city', 'City', 'address-level2'))}
${textField({ ...about('region', 'State or province', 'address-level1'), hint: 'In the United States its two letters', width: 'narrow' })}
${textField({ ...about('postalCode', 'Postal code', 'postal-code'), width: 'narrow' })}
${selectField({ ...about('country', 'Country', 'country'), choices: COUNTRY_CHOICES })}</div>`;
}
