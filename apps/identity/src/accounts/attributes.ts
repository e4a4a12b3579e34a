import type { FieldError } from '@surety/web';
import { customAttributeNames, findCustomAttribute, isCustomAttributeName, labelOf } from '../tenant/find.ts';
import type { AttributeName, BuiltInAttributeName, CustomAttribute, Tenant } from '../tenant/tenant.ts';
import type { Words } from '../words/words.ts';
import { countryNames } from './country-names.ts';
import { findCustomFault } from './custom-attributes.ts';

/** How one built-in attribute is asked for; what its field is called stands among the texts of a language. */
type AttributeRule = {
  autocomplete: string;
  /** Graph's limit, in characters. */
  longest: number;
};

/** The built-in attributes that a user flow may collect, in the order of the form. */
export const ATTRIBUTE_RULES: Record<BuiltInAttributeName, AttributeRule> = {
  given_name: { autocomplete: 'given-name', longest: 64 },
  family_name: { autocomplete: 'family-name', longest: 64 },
  name: { autocomplete: 'nickname', longest: 256 },
  jobTitle: { autocomplete: 'organization-title', longest: 128 },
  streetAddress: { autocomplete: 'address-line1', longest: 1024 },
  city: { autocomplete: 'address-level2', longest: 128 },
  state: { autocomplete: 'address-level1', longest: 128 },
  postalCode: { autocomplete: 'postal-code', longest: 40 },
  country: { autocomplete: 'country-name', longest: 128 },
};

/** Whether a built-in attribute must be given where it is asked for. */
export function isRequired(name: BuiltInAttributeName): name is 'given_name' | 'family_name' {
  return name === 'given_name' || name === 'family_name';
}

/** The names of the built-in attributes, in the order of the form. */
export const BUILT_IN_ATTRIBUTES = Object.keys(ATTRIBUTE_RULES) as readonly BuiltInAttributeName[];

export type Attributes = Partial<Record<AttributeName, string>>;

/** Which attributes are read, and what is known about them. */
export type AttributeQuestion = {
  tenant: Pick<Tenant, 'customAttributes'>;
  wanted: readonly AttributeName[];
  /** A country that the account holds already; it stays valid when the list of names changes. */
  heldCountry?: string | undefined;
  /** The language in which faults are told. */
  words: Words;
};

/** Reads the attributes that a form collects. Spaces at the ends are dropped; an empty display name is made up. */
export function parseAttributes(
  question: AttributeQuestion,
  form: Readonly<Record<string, string>>,
): { attributes: Attributes; errors: FieldError[] } {
  const attributes: Attributes = {};
  const errors: FieldError[] = [];
  for (const name of inOrder(question)) {
    const { value, fault } = readAttribute(question, name, form[name] ?? '');
    if (fault !== undefined) errors.push({ field: name, message: fault });
    else if (value !== '') attributes[name] = value;
  }
  if (question.wanted.includes('name') && !attributes.name) {
    const made = [attributes.given_name, attributes.family_name].filter(Boolean).join(' ');
    if (made !== '') attributes.name = made;
  }
  return { attributes, errors };
}

/** The wanted attributes in the order of the form: the built-in ones first, then the tenant's own. */
export function inOrder({ tenant, wanted }: Pick<AttributeQuestion, 'tenant' | 'wanted'>): readonly AttributeName[] {
  return [...BUILT_IN_ATTRIBUTES, ...customAttributeNames(tenant)].filter((name) => wanted.includes(name));
}

/** Reads one attribute: its value in the form that is kept, or what is wrong with it. */
export function readAttribute(
  { tenant, heldCountry, words }: Omit<AttributeQuestion, 'wanted'>,
  name: AttributeName,
  typed: string,
): { value: string; fault?: string | undefined } {
  const value = typed.normalize('NFC').trim();
  if (!isCustomAttributeName(name))
    return { value, fault: name === 'country' && value === heldCountry ? undefined : findFault(words, name, value) };
  const declared = findCustomAttribute(tenant, name);
  return declared ? readCustom(words, declared, value) : { value, fault: 'The tenant declares no such attribute.' };
}

/** A checkbox that is not ticked sends nothing. */
function readCustom(
  words: Words,
  declared: CustomAttribute,
  typed: string,
): { value: string; fault?: string | undefined } {
  const value = declared.type === 'boolean' && typed === '' ? 'false' : typed;
  if (value === '') return { value };
  if (!hasForgingCharacters(value)) return { value, fault: findCustomFault(words, declared, value) };
  return { value, fault: words.attributes.unusable(labelOf(declared, words.language)) };
}

function findFault({ attributes }: Words, name: BuiltInAttributeName, value: string): string | undefined {
  const { longest } = ATTRIBUTE_RULES[name];
  const label = attributes.labels[name];
  if (value === '') return isRequired(name) ? attributes.missing[name] : undefined;
  if ([...value].length > longest) return attributes.tooLong(label, longest);
  if (hasForgingCharacters(value)) return attributes.unusable(label);
  if (name === 'country' && !countryNames().includes(value)) return attributes.unknownCountry;
  return undefined;
}

/** Control and format characters (line breaks, text direction) have no place in a name and can forge other texts. */
function hasForgingCharacters(value: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(value);
}
