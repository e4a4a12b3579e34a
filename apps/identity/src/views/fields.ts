import { type Choice, checkboxField, errorFor, type Html, selectField, textField } from '@surety/web';
import { ATTRIBUTE_RULES, inOrder, isRequired } from '../accounts/attributes.ts';
import { countriesIn, countryNames } from '../accounts/country-names.ts';
import { CUSTOM_LIMITS } from '../accounts/custom-attributes.ts';
import { USER_NAME_LENGTH } from '../accounts/user-name.ts';
import { findCustomAttribute, isCustomAttributeName, labelOf } from '../tenant/find.ts';
import type {
  AttributeName,
  BuiltInAttributeName,
  CustomAttribute,
  PasswordRule,
  SignInIdentifier,
  Tenant,
} from '../tenant/tenant.ts';
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

/** What signs in: an address, a user name, or either. */
export function signInNameField(
  props: Pick<Frame, 'words' | 'errors'> & SignInNameProps,
  extra: { error?: string | undefined } = {},
): Html {
  const { identifiers, signInName, errors } = props;
  const { label, eitherLabel } = props.words.userNames;
  if (!identifiers.includes('username')) return emailField(props, signInName, extra);
  return textField({
    name: 'username',
    label: identifiers.includes('email') ? eitherLabel : label,
    value: signInName,
    error: errorFor(errors, 'username') ?? extra.error,
    autocomplete: 'username',
    maxLength: 254,
    required: true,
  });
}

/** By what a page knows people, and what stands in the field for it. */
export type SignInNameProps = { identifiers: readonly SignInIdentifier[]; signInName: string | undefined };

/** A user name that a person chooses. */
export function newUserNameField(
  { words, errors }: Pick<Frame, 'words' | 'errors'>,
  { value, isRequired }: { value: string | undefined; isRequired: boolean },
): Html {
  const { label, optionalLabel, newHint } = words.userNames;
  return textField({
    name: 'username',
    label: isRequired ? label : optionalLabel,
    value,
    hint: newHint(USER_NAME_LENGTH),
    error: errorFor(errors, 'username'),
    autocomplete: 'username',
    maxLength: USER_NAME_LENGTH.longest,
    required: isRequired,
  });
}

/** The names of an account. */
export type SettledNames = { email: string; userName?: string | undefined };

/** What a settled account signs in with: its user name, where it has one, and its address. */
export function settledNameFields(props: Pick<Frame, 'words'> & SettledNames, hint?: string): Html[] {
  const { email, userName, words } = props;
  if (userName === undefined) return [settledEmailField(props, email, { hint })];
  const label = words.userNames.label;
  return [
    textField({ name: 'username', label, value: userName, hint, autocomplete: 'username', readOnly: true }),
    settledEmailField(props, email, { isSignInName: false }),
  ];
}

/** An address that is settled: shown, and there for password managers. */
export function settledEmailField(
  { words }: Pick<Frame, 'words'>,
  email: string,
  { hint, isSignInName = true }: { hint?: string | undefined; isSignInName?: boolean } = {},
): Html {
  return textField({
    name: 'email',
    label: words.fields.email,
    type: 'email',
    value: email,
    hint,
    autocomplete: isSignInName ? 'username' : 'email',
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
