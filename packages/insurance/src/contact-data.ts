import { isCountry, isStateOfTheUnitedStates } from './countries.ts';
import type { Parsed, Violation } from './violation.ts';

/** Where letters go. `region`: the state or province; of the United States its USPS code. `country`: ISO 3166-1 alpha-2. */
export type PostalAddress = {
  street: string;
  /** Apartment, floor, care of. */
  unit?: string;
  city: string;
  region?: string;
  postalCode: string;
  country: string;
};

/** Contact data of record: how the insurer reaches a policyholder. What was never recorded is absent. */
export type ContactData = {
  email?: string;
  /** International form, E.164: `+15550100`. */
  phone?: string;
  address?: PostalAddress;
};

/** Contact data as somebody typed it: any field may be missing or wrong. */
export type ContactProposal = { [Field in ContactField]?: string | undefined };

export const CONTACT_FIELDS = ['email', 'phone', 'street', 'unit', 'city', 'region', 'postalCode', 'country'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** The three things that can change. */
export const CONTACT_PARTS = ['email', 'phone', 'address'] as const satisfies readonly (keyof ContactData)[];
export type ContactPart = (typeof CONTACT_PARTS)[number];

const LONGEST = 200;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const ZIP = /^\d{5}(-\d{4})?$/;

/** Contact data that keep every rule, or every rule that the proposal breaks. E-mail and address are needed, a phone is not. */
export function parseContactData(proposal: ContactProposal): Parsed<ContactData> {
  const violations: Violation[] = [];
  const typed = trimmed(proposal);
  const report = (field: ContactField, code: string, message: string) => void violations.push({ field, code, message });
  for (const field of CONTACT_FIELDS) {
    if (typed[field].length > LONGEST) report(field, 'too-long', `Use at most ${LONGEST} characters.`);
    if (/\p{Cc}/u.test(typed[field])) report(field, 'malformed', 'Leave out line breaks and other control characters.');
  }
  const address = addressFrom(typed, report);
  const phone = phoneFrom(typed);
  if (typed.email.length > 254 || !EMAIL.test(typed.email))
    report('email', typed.email === '' ? 'missing' : 'malformed', 'Enter an e-mail address such as name@example.com.');
  if (phone !== undefined && !PHONE.test(phone))
    report('phone', 'malformed', 'Enter a number with its country code, such as +1 555 0100, or leave this empty.');
  if (violations.length > 0) return { ok: false, violations };
  return { ok: true, value: { email: typed.email.toLowerCase(), ...(phone ? { phone } : {}), address } };
}

/** The fields of contact data, as a form shows them and a proposal repeats them. */
export function contactFieldsOf({ email, phone, address }: ContactData): ContactProposal {
  return { email, phone, ...address };
}

/** What differs between two versions of contact data. */
export function changedContactParts(before: ContactData, after: ContactData): readonly ContactPart[] {
  return CONTACT_PARTS.filter((part) => inOneLine(before, part) !== inOneLine(after, part));
}

/** One part of contact data in a line of text; empty when it is not recorded. */
export function inOneLine({ email, phone, address }: ContactData, part: ContactPart): string {
  if (part === 'email') return email ?? '';
  if (part === 'phone') return phone ?? '';
  if (address === undefined) return '';
  const { street, unit, city, region, postalCode, country } = address;
  return [street, unit, city, region === undefined ? postalCode : `${region} ${postalCode}`, country]
    .filter((each) => each !== undefined && each !== '')
    .join(', ');
}

/** The state of the United States where somebody lives, for the rules that ask; absent elsewhere. */
export function residenceStateOf({ address }: ContactData): string | undefined {
  return address?.country === 'US' ? address.region : undefined;
}

type Typed = Record<ContactField, string>;
type Report = (field: ContactField, code: string, message: string) => void;

function trimmed(proposal: ContactProposal): Typed {
  const entries = CONTACT_FIELDS.map((field) => [field, (proposal[field] ?? '').trim()]);
  return Object.fromEntries(entries) as Typed;
}

function addressFrom(typed: Typed, report: Report): PostalAddress {
  const { street, unit, city, postalCode } = typed;
  const country = typed.country.toUpperCase();
  if (street === '') report('street', 'missing', 'Enter the street and house number.');
  if (city === '') report('city', 'missing', 'Enter the city.');
  if (postalCode === '') report('postalCode', 'missing', 'Enter the postal code.');
  if (!isCountry(country)) report('country', country === '' ? 'missing' : 'unknown', 'Choose the country.');
  const region = country === 'US' ? stateFrom(typed, report) : typed.region;
  return {
    street,
    ...(unit === '' ? {} : { unit }),
    city,
    ...(region === '' ? {} : { region }),
    postalCode,
    country,
  };
}

function stateFrom({ region, postalCode }: Typed, report: Report): string {
  const state = region.toUpperCase();
  if (!isStateOfTheUnitedStates(state))
    report('region', state === '' ? 'missing' : 'unknown', 'Enter the two letters of the state, such as TX.');
  if (postalCode !== '' && !ZIP.test(postalCode))
    report('postalCode', 'malformed', 'Enter a ZIP code of five or nine digits, such as 78701.');
  return state;
}

// Ten digits are a number of North America, where nobody writes the country code.
function phoneFrom({ phone, country }: Typed): string | undefined {
  const digits = phone.replace(/[\s().-]/g, '');
  if (digits === '') return undefined;
  return /^\d{10}$/.test(digits) && /^(us|ca)$/i.test(country) ? `+1${digits}` : digits;
}
