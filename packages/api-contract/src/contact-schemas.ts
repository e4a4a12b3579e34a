import { z } from 'zod';
import { instant } from './designation-schemas.ts';

const address = z.object({
  street: z.string(),
  unit: z.string().exactOptional().describe('Apartment, floor, care of'),
  city: z.string(),
  region: z.string().exactOptional().describe('State or province; in the United States its USPS code'),
  postalCode: z.string(),
  country: z.string().length(2).describe('ISO 3166-1 alpha-2'),
});

const contactData = z
  .object({
    email: z.string().exactOptional().describe('The address of record, to which notices go'),
    phone: z.string().exactOptional().describe('E.164: `+12025550101`'),
    address: address.exactOptional(),
  })
  .describe('How the insurer reaches the policyholder; what was never recorded is absent');

export const contactSchema = z.object({
  contact: contactData,
  changedAt: instant.optional().describe('When they were last changed'),
  whyContactIsFixed: z.string().optional().describe('Present when they may not be changed: the reason'),
});

/** Contact data of record. */
export type ContactDocument = z.output<typeof contactSchema>;

export const contactChangeSchema = z.object({
  id: z.string(),
  status: z.enum(['draft', 'effective', 'superseded', 'reversed', 'expired']),
  before: contactData,
  after: contactData,
  changed: z.array(z.enum(['email', 'phone', 'address'])).describe('What differs'),
  draftedAt: instant,
  expiresAt: instant,
  confirmedAt: instant.optional(),
  challenge: z
    .string()
    .optional()
    .describe('Present on a draft: send it as the `nonce` of the step-up authorization request'),
});

/** A drafted or recorded change of contact data. */
export type ContactChangeDocument = z.output<typeof contactChangeSchema>;

export const contactHistorySchema = z.object({
  changes: z.array(contactChangeSchema).describe('Those that took effect, newest first'),
  next: z.string().optional().describe('Cursor of the next page; absent on the last'),
});

const words = z.string().max(500).optional();

export const contactProposalSchema = z
  .object({
    email: words,
    phone: words.describe('With its country code; optional'),
    street: words,
    unit: words.describe('Apartment, floor, care of; optional'),
    city: words,
    region: words.describe('State or province; needed in the United States'),
    postalCode: words,
    country: words.describe('ISO 3166-1 alpha-2'),
  })
  .describe('The complete contact data, as they should be');

export const contactReversalSchema = z.object({
  outcome: z.literal('restored').describe('The former contact data are back, and changes of them are frozen'),
  changed: z.array(z.enum(['email', 'phone', 'address'])).describe('What was put back'),
});

/** What became of a report that a change of contact data was not the policyholder's own. */
export type ContactReversalDocument = z.output<typeof contactReversalSchema>;
