import {
  BENEFICIARY_CLASSES,
  type CalendarDate,
  DISTRIBUTION_RULES,
  ENDORSEMENT_STATUSES,
  MOST_BENEFICIARIES,
  POLICY_KINDS,
  POLICY_STATUSES,
  RELATIONSHIPS,
  WHOLE,
} from '@surety/insurance';
import { z } from 'zod';

const calendarDate = z.iso.date() as unknown as z.ZodType<CalendarDate>;
const instant = z.iso.datetime();
const money = z.object({
  amount: z.int().describe('In minor units, such as cents'),
  currency: z.string().length(3).describe('ISO 4217'),
});

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

const designation = z
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

const policySummary = z.object({
  number: z.string(),
  kind: z.enum(POLICY_KINDS),
  status: z.enum(POLICY_STATUSES),
  insuredName: z.string().optional(),
  coverage: money.optional(),
});

/** One line of the list of policies. */
export type PolicySummary = z.output<typeof policySummary>;

export const policyListSchema = z.object({ policies: z.array(policySummary) });

export const policySchema = z.object({
  number: z.string(),
  kind: z.enum(POLICY_KINDS),
  status: z.enum(POLICY_STATUSES),
  insured: z.object({ name: z.string(), bornOn: calendarDate }).optional(),
  coverage: money.optional(),
  premium: money.extend({ every: z.enum(['month', 'year']) }).optional(),
  startsOn: calendarDate.optional(),
  endsOn: calendarDate.optional(),
  designation,
  whyBeneficiariesAreFixed: z
    .string()
    .optional()
    .describe('Present when the beneficiaries may not be changed: the reason'),
});

/** A policy with everything its policyholder may see. */
export type PolicyDocument = z.output<typeof policySchema>;

export const endorsementSchema = z.object({
  id: z.string(),
  policyNumber: z.string(),
  status: z.enum(ENDORSEMENT_STATUSES),
  number: z.string().optional().describe('Present once effective'),
  reverses: z.string().optional().describe('Number of the endorsement that this one undid'),
  before: designation,
  after: designation,
  warnings: z.array(z.string()),
  draftedAt: instant,
  expiresAt: instant,
  confirmedAt: instant.optional(),
  effectiveOn: calendarDate.optional(),
  askedFor: calendarDate.optional().describe('The later day from which it should count, when one was asked for'),
  challenge: z
    .string()
    .optional()
    .describe(
      'Present on a draft: send it as the `nonce` of the step-up authorization request, which binds the proof to this change',
    ),
});

/** A drafted or recorded amendment of a policy. */
export type EndorsementDocument = z.output<typeof endorsementSchema>;

export const endorsementListSchema = z.object({
  endorsements: z.array(endorsementSchema).describe('Those that took effect, newest first'),
});

export const reversalRequestSchema = z.object({
  token: z.string().max(100).describe('From the link in the notice: single use, valid for 14 days'),
});

export const reversalSchema = z.object({
  outcome: z
    .enum(['restored', 'changed-since', 'not-in-force'])
    .describe(
      'Whether the former designation is back, or why it is not: a later change, or the state of the policy. Changes are frozen in any case',
    ),
  policyNumber: z.string(),
  reported: z.string().describe('Number of the endorsement that was reported'),
  number: z.string().exactOptional().describe('Number of the endorsement that put the former designation back'),
});

/** What became of a report that a change was not the policyholder's own. */
export type ReversalDocument = z.output<typeof reversalSchema>;

const words = z.string().max(500).optional();

export const designationProposalSchema = z.object({
  beneficiaries: z
    .array(
      z.object({
        class: z.string().max(20),
        kind: z.string().max(20),
        allocation: z.number().optional().describe('Share in basis points: 10000 is 100 %'),
        distribution: z.string().max(20).optional(),
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
});

export const policyholderSchema = z.object({
  email: z.string().optional().describe('The verified address in the token'),
  policies: z.int(),
});

export const healthSchema = z.object({ status: z.literal('ok'), service: z.literal('surety-api'), time: instant });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    violations: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .describe('Problem details, RFC 9457');

/** Body of every refusal. */
export type Problem = z.output<typeof problemSchema>;
