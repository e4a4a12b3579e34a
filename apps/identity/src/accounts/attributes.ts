import type { FieldError } from '@surety/web';
import type { AttributeName } from '../tenant/tenant.ts';
import { countryNames } from './country-names.ts';

/** How one profile attribute is asked for. */
export type AttributeRule = { label: string; isRequired: boolean; autocomplete: string; hint?: string };

/** The profile attributes that a user flow may collect, in the order of the form. */
export const ATTRIBUTE_RULES: Record<AttributeName, AttributeRule> = {
  given_name: { label: 'Given name', isRequired: true, autocomplete: 'given-name' },
  family_name: { label: 'Surname', isRequired: true, autocomplete: 'family-name' },
  name: {
    label: 'Display name (optional)',
    isRequired: false,
    autocomplete: 'nickname',
    hint: 'How we greet you. Leave it empty to use your given name and surname.',
  },
  city: { label: 'City (optional)', isRequired: false, autocomplete: 'address-level2' },
  country: { label: 'Country or region (optional)', isRequired: false, autocomplete: 'country-name' },
};

export const ATTRIBUTE_ORDER = Object.keys(ATTRIBUTE_RULES) as readonly AttributeName[];

const MOST_CHARACTERS = 100;

export type Attributes = Partial<Record<AttributeName, string>>;

/**
 * Reads the attributes that a form collects. Spaces at the ends are dropped; an empty display name is made up.
 * @param heldCountry a country that the account holds already; it stays valid when the list of names changes.
 */
export function parseAttributes(
  wanted: readonly AttributeName[],
  form: Readonly<Record<string, string>>,
  heldCountry?: string,
): { attributes: Attributes; errors: FieldError[] } {
  const attributes: Attributes = {};
  const errors: FieldError[] = [];
  for (const name of ATTRIBUTE_ORDER.filter((known) => wanted.includes(known))) {
    const value = (form[name] ?? '').normalize('NFC').trim();
    const fault = name === 'country' && value === heldCountry ? undefined : findFault(name, value);
    if (fault) errors.push({ field: name, message: fault });
    else if (value !== '') attributes[name] = value;
  }
  if (wanted.includes('name') && !attributes.name) {
    const made = [attributes.given_name, attributes.family_name].filter(Boolean).join(' ');
    if (made !== '') attributes.name = made;
  }
  return { attributes, errors };
}

function findFault(name: AttributeName, value: string): string | undefined {
  const { isRequired, label } = ATTRIBUTE_RULES[name];
  const plainLabel = label.replace(' (optional)', '');
  if (value === '') return isRequired ? `Enter your ${plainLabel.toLowerCase()}.` : undefined;
  if ([...value].length > MOST_CHARACTERS) return `${plainLabel} may have up to ${MOST_CHARACTERS} characters.`;
  // Control and format characters (line breaks, text direction) have no place in a name and can forge other texts.
  if (/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(value))
    return `${plainLabel} contains characters that cannot be used.`;
  if (name === 'country' && !countryNames().includes(value)) return 'Choose a country or region from the list.';
  return undefined;
}
