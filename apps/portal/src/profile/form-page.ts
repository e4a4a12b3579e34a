import { PROFILE_FIELDS, type ProfileDocument, type ProfileField } from '@surety/api-contract';
import { csrfField, errorFor, errorSummary, type FieldError, type FieldProps, html, textField } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { OWNER_FIELD, ownerField } from '../session/form-owner.ts';
import type { FormFields } from '../session/guard-form.ts';
import type { Page } from '../views/send-page.ts';

export type ProfileFormProps = {
  fields: FormFields;
  csrfToken: string;
  /** What is wrong with which field. */
  violations?: readonly FieldError[] | undefined;
  /** Why nothing came of it, when it was no field's fault. */
  problem?: string | undefined;
  note?: string | undefined;
  status?: number | undefined;
};

/** The form's fields filled with the profile as it is. */
export function fieldsOfProfile(profile: ProfileDocument, version: string): FormFields {
  return { ...profile, version };
}

/** The profile that somebody typed: every field, so that an emptied one is removed. */
export function profileFrom(fields: FormFields): Record<ProfileField, string> {
  return Object.fromEntries(PROFILE_FIELDS.map((name) => [name, fields[name] ?? ''])) as Record<ProfileField, string>;
}

/** The page of the profile at the sign-in service: a form that shows it and changes it. */
export function profileFormPage(props: ProfileFormProps): Page {
  const { fields, csrfToken, violations = [], problem, note } = props;
  const errors = violations.length === 0 && problem !== undefined ? [{ field: '', message: problem }] : violations;
  const about = (name: ProfileField, label: string, autocomplete: string): FieldProps => ({
    ...{ name, label, autocomplete, value: fields[name], error: errorFor(violations, name) },
  });
  return {
    title: errors.length > 0 ? 'Error: Your profile' : 'Your profile',
    current: ROUTES.account,
    status: errors.length > 0 ? (props.status ?? 422) : 200,
    body: html`<p class="crumb"><a href="${ROUTES.account}">Your account</a></p>
<h1>Your profile</h1>
<p>This is what the sign-in service knows about you. It changes neither your policies nor where we write to: for that there are your <a href="${ROUTES.contact}">contact data</a>.</p>
${errorSummary(errors)}
${note && html`<div class="alert" role="status"><p>${note}</p></div>`}
<form class="card stack contact-form" method="post" action="${ROUTES.profile}" novalidate>
${csrfField(csrfToken)}<input type="hidden" name="version" value="${fields.version ?? ''}">${ownerField(fields[OWNER_FIELD] ?? '')}
<h2>Name</h2>
<div class="fields">${textField({ ...about('displayName', 'Name to be called by', 'name'), hint: 'It stands at the top of each page' })}
${textField(about('givenName', 'First name (optional)', 'given-name'))}
${textField(about('surname', 'Last name (optional)', 'family-name'))}</div>
<h2>Address (optional)</h2>
<div class="fields">${textField(about('streetAddress', 'Street and number', 'address-line1'))}
${textField(about('city', 'City', 'address-level2'))}
${textField(about('state', 'State or province', 'address-level1'))}
${textField({ ...about('postalCode', 'Postal code', 'postal-code'), width: 'narrow' })}
${textField(about('country', 'Country', 'country-name'))}</div>
<p class="actions"><button class="button">Save</button> <a class="button quiet" href="${ROUTES.account}">Leave without changing</a></p>
</form>`,
  };
}
