import { type Choice, checkboxField, errorFor, type Html, selectField, textField } from '@surety/web';
import { ATTRIBUTE_RULES, inOrder, isRequired } from '../accounts/attributes.ts';
import { countriesIn, countryNames } from '../accounts/country-names.ts';
import { CUSTOM_LIMITS } from '../accounts/custom-attributes.ts';
import { findCustomAttribute, isCustomAttributeName, labelOf } from '../tenant/find.ts';
import type { AttributeName, BuiltInAttributeName, CustomAttribute, PasswordRule, Tenant } from '../tenant/tenant.ts';
import type { Words } from '../words/words.ts';
import type { Frame } from './layout.ts';

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
export function codeField({ words, errors }: Pick<Frame, 'words' | 'errors'>, label = words.codes.label): Html {
  return textField({
    name: 'code',
    label,
    error: errorFor(errors, 'code'),
    hint: words.codes.hint,
    autocomplete: 'one-time-code',
    inputMode: 'numeric',
    width: 'code',
    maxLength: 11,
    required: true,
  });
}

/** A new password, twice. After a refusal both are empty again. */
export function newPasswordFields(props: Pick<Frame, 'words' | 'errors'> & { rule: PasswordRule }): Html[] {
  const { errors, rule, words } = props;
  const again = errors.length > 0 ? ` ${words.fields.passwordNotKept}` : '';
  return [
    textField({
      name: 'password',
      label: words.passwords.label,
      type: 'password',
      hint: `${words.passwords.hint(rule)}${again}`,
      error: errorFor(errors, 'password'),
      autocomplete: 'new-password',
      required: true,
    }),
    textField({
      name: 'confirmation',
      label: words.passwords.confirmation,
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
export function attributeFields(
  { words, errors }: Pick<Frame, 'words' | 'errors'>,
  { tenant, attributes, values }: AskedAttributes,
): Html[] {
  return inOrder({ tenant, wanted: attributes }).map((name) => {
    const held = { name, value: values[name], error: errorFor(errors, name) };
    return isCustomAttributeName(name)
      ? customField(words, held, findCustomAttribute(tenant, name))
      : builtInField(words, { ...held, name });
  });
}

type Held<Name> = { name: Name; value: string | undefined; error: string | undefined };

function builtInField(words: Words, held: Held<BuiltInAttributeName>): Html {
  const { labels, optional, nameHint } = words.attributes;
  const { autocomplete, longest } = ATTRIBUTE_RULES[held.name];
  const required = isRequired(held.name);
  const label = required ? labels[held.name] : optional(labels[held.name]);
  const props = { ...held, label, hint: held.name === 'name' ? nameHint : undefined, autocomplete };
  if (held.name === 'country') return selectField({ ...props, choices: countryChoices(words, held.value) });
  return textField({ ...props, required, maxLength: longest });
}

function customField(words: Words, held: Held<string>, declared: CustomAttribute | undefined): Html {
  const label = declared ? labelOf(declared, words.language) : held.name;
  if (declared?.type === 'boolean') return checkboxField({ ...held, label });
  const optional = { ...held, label: words.attributes.optional(label), maxLength: CUSTOM_LIMITS.characters };
  return declared?.type === 'number' ? textField({ ...optional, inputMode: 'numeric' }) : textField(optional);
}

function countryChoices({ language, attributes }: Words, held: string | undefined): Choice[] {
  const isOld = held !== undefined && held !== '' && !countryNames().includes(held);
  return [
    { value: '', label: attributes.chooseCountry },
    ...(isOld ? [{ value: held, label: held }] : []),
    ...countriesIn(language).map(({ name, shownAs }) => ({ value: name, label: shownAs })),
  ];
}
