import type { FieldError } from '@surety/web';
import { customAttributeNames, findCustomAttribute, isCustomAttributeName } from '../tenant/find.ts';
import type { AttributeName, BuiltInAttributeName, CustomAttribute, Tenant } from '../tenant/tenant.ts';
import { countryNames } from './country-names.ts';
import { findCustomFault } from './custom-attributes.ts';

/** How one built-in attribute is asked for. */
export type AttributeRule = {
  label: string;
  isRequired: boolean;
  autocomplete: string;
  /** Graph's limit, in characters. */
  longest: number;
  hint?: string;
};

/** The built-in attributes that a user flow may collect, in the order of the form. */
export const ATTRIBUTE_RULES: Record<BuiltInAttributeName, AttributeRule> = {
  given_name: { label: 'Given name', isRequired: true, autocomplete: 'given-name', longest: 64 },
  family_name: { label: 'Surname', isRequired: true, autocomplete: 'family-name', longest: 64 },
  name: {
    label: 'Display name (optional)',
    isRequired: false,
    autocomplete: 'nickname',
    longest: 256,
    hint: 'How we greet you. Leave it empty to use your given name and surname.',
  },
  jobTitle: {
    label: 'Job title (optional)',
    isRequired: false,
    autocomplete: 'organization-title',
    longest: 128,
  },
  streetAddress: {
    label: 'Street address (optional)',
    isRequired: false,
    autocomplete: 'address-line1',
    longest: 1024,
  },
  city: { label: 'City (optional)', isRequired: false, autocomplete: 'address-level2', longest: 128 },
  state: {
    label: 'State or province (optional)',
    isRequired: false,
    autocomplete: 'address-level1',
    longest: 128,
  },
  postalCode: { label: 'Postal code (optional)', isRequired: false, autocomplete: 'postal-code', longest: 40 },
  country: { label: 'Country or region (optional)', isRequired: false, autocomplete: 'country-name', longest: 128 },
};

/** The names of the built-in attributes, in the order of the form. */
export const BUILT_IN_ATTRIBUTES = Object.keys(ATTRIBUTE_RULES) as readonly BuiltInAttributeName[];

export type Attributes = Partial<Record<AttributeName, string>>;

/** Which attributes are read, and what is known about them. */
export type AttributeQuestion = {
  tenant: Pick<Tenant, 'customAttributes'>;
  wanted: readonly AttributeName[];
  /** A country that the account holds already; it stays valid when the list of names changes. */
  heldCountry?: string | undefined;
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
  { tenant, heldCountry }: Pick<AttributeQuestion, 'tenant' | 'heldCountry'>,
  name: AttributeName,
  typed: string,
): { value: string; fault?: string | undefined } {
  const value = typed.normalize('NFC').trim();
  if (!isCustomAttributeName(name))
    return { value, fault: name === 'country' && value === heldCountry ? undefined : findFault(name, value) };
  const declared = findCustomAttribute(tenant, name);
  return declared ? readCustom(declared, value) : { value, fault: 'The tenant declares no such attribute.' };
}

/** A checkbox that is not ticked sends nothing. */
function readCustom(declared: CustomAttribute, typed: string): { value: string; fault?: string | undefined } {
  const value = declared.type === 'boolean' && typed === '' ? 'false' : typed;
  if (value === '') return { value };
  const fault = hasForgingCharacters(value) ? unusable(declared.label) : findCustomFault(declared, value);
  return { value, fault };
}

function findFault(name: BuiltInAttributeName, value: string): string | undefined {
  const { isRequired, label, longest } = ATTRIBUTE_RULES[name];
  const plainLabel = label.replace(' (optional)', '');
  if (value === '') return isRequired ? `Enter your ${plainLabel.toLowerCase()}.` : undefined;
  if ([...value].length > longest) return `${plainLabel} may have up to ${longest} characters.`;
  if (hasForgingCharacters(value)) return unusable(plainLabel);
  if (name === 'country' && !countryNames().includes(value)) return 'Choose a country or region from the list.';
  return undefined;
}

function unusable(label: string): string {
  return `${label} contains characters that cannot be used.`;
}

/** Control and format characters (line breaks, text direction) have no place in a name and can forge other texts. */
function hasForgingCharacters(value: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(value);
}
