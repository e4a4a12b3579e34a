import {
  BENEFICIARY_CLASSES,
  type CalendarDate,
  DISTRIBUTION_RULES,
  MOST_BENEFICIARIES,
  RELATIONSHIPS,
  WHOLE,
} from '@surety/insurance';
import { z } from 'zod';

export const calendarDate = z.iso.date() as unknown as z.ZodType<CalendarDate>;
export const instant = z.iso.datetime();

const party = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    name: z.string(),
    relationship: z.enum(RELATIONSHIPS).describe('To the insured'),
    bornOn: calendarDate,
    email: z.string().exactOptional(),
    custodian: z.object({ name: z.string(), relationship: z.enum(RELATIONSHIPS) }).exactOptional(),
  }),
  z.object({ kind: z.literal('trust'), name: z.string(), trustee: z.string(), agreementDate: calendarDate }),
  z.object({ kind: z.literal('estate') }),
  z.object({ kind: z.literal('organisation'), name: z.string(), registration: z.string() }),
  z
    .object({ kind: z.literal('name-only'), name: z.string() })
    .describe('Taken over from a former system that recorded no more; complete it in the next designation'),
]);

/** A designation on record. */
export const designation = z
  .array(
    z.object({
      class: z.enum(BENEFICIARY_CLASSES),
      party,
      allocation: z.int().min(1).max(WHOLE).describe('Share in basis points: 10000 is 100 %'),
      distribution: z.enum(DISTRIBUTION_RULES),
      irrevocable: z.literal(true).exactOptional().describe('Not to be taken away or lessened without consent'),
    }),
  )
  .describe('The complete set of beneficiaries; shares sum to 10000 within each class');

/** Most policies besides the first that one change can be about. */
const MOST_POLICIES = 19;

const words = z.string().max(500).optional();

export const designationProposalSchema = z.object({
  beneficiaries: z
    .array(
      z.object({
        class: z.string().max(20),
        kind: z.string().max(20),
        allocation: z.number().optional().describe('Share in basis points: 10000 is 100 %'),
        distribution: z.string().max(20).optional(),
        irrevocable: z.boolean().optional().describe('Not to be taken away or lessened without consent'),
        name: words,
        relationship: words,
        bornOn: words,
        email: words,
        custodianName: words,
        custodianRelationship: words,
        trustee: words,
        agreementDate: words,
        registration: words,
      }),
    )
    .max(MOST_BENEFICIARIES + 1),
  effectiveOn: z
    .string()
    .max(40)
    .optional()
    .describe('Day from which it should count; absent: as soon as it is recorded. Never a day before it is signed'),
  alsoOn: z
    .array(
      z.object({
        policyNumber: z
          .string()
          .max(40)
          .regex(/^\P{Cc}*$/u),
        etag: z.string().max(40),
      }),
    )
    .max(MOST_POLICIES)
    .optional()
    .describe('Other policies of the caller that get the same designation, each with the `ETag` that was read'),
});
