import { CSRF_FIELD } from '../csrf.ts';
import { type Html, html } from '../html.ts';

/** What is wrong with one field of a form, in words for the person who filled it in. */
export type FieldError = { field: string; message: string };

export type FieldProps = {
  name: string;
  label: string;
  value?: string | undefined;
  error?: string | undefined;
  hint?: string | Html | undefined;
  type?: 'text' | 'email' | 'password' | 'date' | 'number' | 'search';
  autocomplete?: string;
  inputMode?: 'numeric' | 'decimal' | 'email' | 'tel';
  required?: boolean;
  readOnly?: boolean;
  maxLength?: number;
  /** Extra class for width: `narrow` or `code`. */
  width?: string;
};

/** One-line input with its label, hint and error, tied together for screen readers. */
export function textField(props: FieldProps): Html {
  const { name, error } = props;
  return html`<div class="field${error ? ' has-error' : ''}">
<label for="${name}">${props.label}</label>
${hintAndError(props)}
<input id="${name}" name="${name}" type="${props.type ?? 'text'}"${attribute('value', props.value)}${attribute('class', props.width)}${attribute('autocomplete', props.autocomplete)}${attribute('inputmode', props.inputMode)}${attribute('maxlength', props.maxLength)}${props.required && html` required`}${props.readOnly && html` readonly`}${described(props)}>
</div>`;
}

export type Choice = { value: string; label: string };

/** Drop-down list with its label, hint and error. */
export function selectField(props: FieldProps & { choices: readonly Choice[] }): Html {
  const { name, error, value } = props;
  return html`<div class="field${error ? ' has-error' : ''}">
<label for="${name}">${props.label}</label>
${hintAndError(props)}
<select id="${name}" name="${name}"${attribute('class', props.width)}${attribute('autocomplete', props.autocomplete)}${props.required && html` required`}${described(props)}>
${props.choices.map((choice) => html`<option value="${choice.value}"${choice.value === value && html` selected`}>${choice.label}</option>`)}
</select>
</div>`;
}

/** A box to tick; a form sends `true` when it is ticked, and nothing when it is not. */
export function checkboxField(props: FieldProps): Html {
  const { name, error } = props;
  return html`<div class="field checkbox${error ? ' has-error' : ''}">
<label for="${name}"><input id="${name}" name="${name}" type="checkbox" value="true"${props.value === 'true' && html` checked`}${props.required && html` required`}${described(props)}> ${props.label}</label>
${hintAndError(props)}
</div>`;
}

/**
 * The list of what is wrong, above the form, each line leading to its field. Nothing when nothing is wrong. It has the focus when
 * the page comes, so that the keyboard begins there and screen readers read it first.
 * @param heading in the language of the page.
 */
export function errorSummary(errors: readonly FieldError[], heading = 'There is a problem'): Html | null {
  if (errors.length === 0) return null;
  return html`<div class="alert error" role="alert" aria-labelledby="error-summary-title" tabindex="-1" autofocus>
<h2 id="error-summary-title">${heading}</h2>
<ul>${errors.map(({ field, message }) => html`<li>${field ? html`<a href="#${field}">${message}</a>` : message}</li>`)}</ul>
</div>`;
}

/** Hidden field with the form's CSRF token. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${token}">`;
}

/** The first message about a field, if there is one. */
export function errorFor(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}

function attribute(name: string, value: string | number | undefined): Html | null {
  return value === undefined ? null : html` ${name}="${value}"`;
}

function hintAndError({ name, hint, error }: FieldProps): Html {
  return html`${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}${error && html`<p class="field-error" id="${name}-error">${error}</p>`}`;
}

function described({ name, hint, error }: FieldProps): Html | null {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  if (ids === '') return null;
  return html` aria-describedby="${ids}"${error && html` aria-invalid="true"`}`;
}
