import { errorFor, type FieldError, type Html, selectField, textField } from '@surety/web';
import { ATTRIBUTE_ORDER, ATTRIBUTE_RULES } from '../accounts/attributes.ts';
import { countryNames } from '../accounts/country-names.ts';
import { PASSWORD_HINT } from '../accounts/password-rule.ts';
import type { AttributeName } from '../tenant/tenant.ts';

type Errors = readonly FieldError[];
type Values = Readonly<Record<string, string | undefined>>;

/** The address of an account. */
export function emailField(
  email: string | undefined,
  errors: Errors,
  extra: { label?: string; hint?: string; error?: string | undefined } = {},
): Html {
  return textField({
    name: 'email',
    label: extra.label ?? 'E-mail address',
    type: 'email',
    value: email,
    hint: extra.hint,
    error: errorFor(errors, 'email') ?? extra.error,
    autocomplete: 'username',
    inputMode: 'email',
    maxLength: 254,
    required: true,
  });
}

/** An address that is settled: shown, and there for password managers. */
export function settledEmailField(email: string, hint?: string): Html {
  return textField({
    name: 'email',
    label: 'E-mail address',
    type: 'email',
    value: email,
    hint,
    autocomplete: 'username',
    readOnly: true,
  });
}

/** Six digits. */
export function codeField(errors: Errors, label = 'Verification code'): Html {
  return textField({
    name: 'code',
    label,
    error: errorFor(errors, 'code'),
    hint: 'Six digits',
    autocomplete: 'one-time-code',
    inputMode: 'numeric',
    width: 'code',
    maxLength: 11,
    required: true,
  });
}

/** A new password, twice. After a refusal both are empty again. */
export function newPasswordFields(errors: Errors): Html[] {
  const again = errors.length > 0 ? ' For your safety it was not kept: type it again.' : '';
  return [
    textField({
      name: 'password',
      label: 'New password',
      type: 'password',
      hint: `${PASSWORD_HINT}${again}`,
      error: errorFor(errors, 'password'),
      autocomplete: 'new-password',
      required: true,
    }),
    textField({
      name: 'confirmation',
      label: 'Confirm new password',
      type: 'password',
      error: errorFor(errors, 'confirmation'),
      autocomplete: 'new-password',
      required: true,
    }),
  ];
}

/** The profile attributes that a user flow collects. */
export function attributeFields(wanted: readonly AttributeName[], values: Values, errors: Errors): Html[] {
  return ATTRIBUTE_ORDER.filter((name) => wanted.includes(name)).map((name) => {
    const { label, isRequired, autocomplete, hint } = ATTRIBUTE_RULES[name];
    const props = { name, label, value: values[name], error: errorFor(errors, name), hint, autocomplete };
    if (name === 'country') return selectField({ ...props, choices: countryChoices(values[name]) });
    return textField({ ...props, required: isRequired, maxLength: 100 });
  });
}

function countryChoices(held: string | undefined) {
  const names = countryNames();
  const old = held !== undefined && held !== '' && !names.includes(held) ? [held] : [];
  return [{ value: '', label: 'Choose…' }, ...[...old, ...names].map((name) => ({ value: name, label: name }))];
}
