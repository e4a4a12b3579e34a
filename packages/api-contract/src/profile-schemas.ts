import { z } from 'zod';

/** What a person may say of themselves at the identity provider, in the order of a form. */
export const PROFILE_FIELDS = [
  'displayName',
  'givenName',
  'surname',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
] as const;

/** One of them. */
export type ProfileField = (typeof PROFILE_FIELDS)[number];

const words = z.string().exactOptional();

export const profileSchema = z
  .object({
    displayName: words.describe('How the person wants to be called'),
    givenName: words,
    surname: words,
    streetAddress: words,
    city: words,
    state: words.describe('State or province'),
    postalCode: words,
    country: words.describe('In words'),
  })
  .describe('What the identity provider holds about the person; what it does not hold is absent');

/** The caller's profile at the identity provider. */
export type ProfileDocument = z.output<typeof profileSchema>;

// Wider than any rule, so that what is too long is refused by the field's own sentence.
const proposed = z.string().max(2_000).optional();

export const profileChangeSchema = z
  .object({
    displayName: proposed.describe('Never empty'),
    givenName: proposed,
    surname: proposed,
    streetAddress: proposed,
    city: proposed,
    state: proposed,
    postalCode: proposed,
    country: proposed,
  })
  .describe(
    'What is to be otherwise; an empty text removes a value, and what is absent stays (in the manner of RFC 7396)',
  );
