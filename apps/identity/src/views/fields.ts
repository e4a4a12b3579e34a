import { checkboxField, errorFor, type FieldError, type Html, selectField, textField } from '@surety/web';
import { ATTRIBUTE_RULES, inOrder } from '../accounts/attributes.ts';
import { countryNames } from '../accounts/country-names.ts';
import { CUSTOM_LIMITS } from '../accounts/custom-attributes.ts';
import { passwordHint } from '../accounts/password-rule.ts';
import { findCustomAttribute, isCustomAttributeName } from '../tenant/find.ts';
import type { AttributeName, BuiltInAttributeName, CustomAttribute, PasswordRule, Tenant } from '../tenant/tenant.ts';
import type { Frame } from './layout.ts';

type Errors = readonly FieldError[];
type Values = Readonly<Record<string, string | undefined>>;

/** The address of an account. */
export function emailField(
  { words, errors }: Pick<Frame, 'words' | 'errors'>,
  email: string | undefined,
  extra: { label?: string; hint?: string; error?: string | undefined } = {},
): Html {
  return textField({
    name: 'email',
    label: extra.label ?? words.fields.email,
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
export function settledEmailField({ words }: Pick<Frame, 'words'>, email: string, hint?: string): Html {
  return textField({
    name: 'email',
    label: words.fields.email,
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
export function newPasswordFields({ errors, rule }: { errors: Errors; rule: PasswordRule }): Html[] {
  const again = errors.length > 0 ? ' For your safety it was not kept: type it again.' : '';
  return [
    textField({
      name: 'password',
      label: 'New password',
      type: 'password',
      hint: `${passwordHint(rule)}${again}`,
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

/** The attributes that a page asks for, and what stands in their fields. */
export type AskedAttributes = {
  tenant: Pick<Tenant, 'customAttributes'>;
  attributes: readonly AttributeName[];
  values: Values;
};

/** The profile attributes that a user flow collects: the built-in ones, then the tenant's own by their type. */
export function attributeFields({ tenant, attributes, values }: AskedAttributes, errors: Errors): Html[] {
  return inOrder({ tenant, wanted: attributes }).map((name) => {
    const held = { name, value: values[name], error: errorFor(errors, name) };
    return isCustomAttributeName(name)
      ? customField(held, findCustomAttribute(tenant, name))
      : builtInField({ ...held, name });
  });
}

type Held<Name> = { name: Name; value: string | undefined; error: string | undefined };

function builtInField(held: Held<BuiltInAttributeName>): Html {
  const { label, isRequired, autocomplete, hint, longest } = ATTRIBUTE_RULES[held.name];
  const props = { ...held, label, hint, autocomplete };
  if (held.name === 'country') return selectField({ ...props, choices: countryChoices(held.value) });
  return textField({ ...props, required: isRequired, maxLength: longest });
}

function customField(held: Held<string>, declared: CustomAttribute | undefined): Html {
  const label = declared?.label ?? held.name;
  if (declared?.type === 'boolean') return checkboxField({ ...held, label });
  const optional = { ...held, label: `${label} (optional)`, maxLength: CUSTOM_LIMITS.characters };
  return declared?.type === 'number' ? textField({ ...optional, inputMode: 'numeric' }) : textField(optional);
}

function countryChoices(held: string | undefined) {
  const names = countryNames();
  const old = held !== undefined && held !== '' && !names.includes(held) ? [held] : [];
  return [{ value: '', label: 'Choose…' }, ...[...old, ...names].map((name) => ({ value: name, label: name }))];
}
