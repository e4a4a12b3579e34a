import { CONSENT_REASONS, ENDORSEMENT_STATUSES, HOLD_CODES, POLICY_KINDS, POLICY_STATUSES } from '@surety/insurance';
import { z } from 'zod';
import { calendarDate, designation, instant } from './designation-schemas.ts';

const money = z.object({
  amount: z.int().describe('In minor units, such as cents'),
  currency: z.string().length(3).describe('ISO 4217'),
});

const insuredObject = z.object({
  description: z.string().describe('A home by its address, a vehicle by make and model'),
  identifier: z.string().exactOptional().describe('Of a vehicle: its registration number'),
});

const policySummary = z.object({
  number: z.string(),
  kind: z.enum(POLICY_KINDS),
  status: z.enum(POLICY_STATUSES),
  insuredName: z.string().optional(),
  insuredObject: insuredObject.optional(),
  coverage: money.optional(),
});

/** One line of the list of policies. */
export type PolicySummary = z.output<typeof policySummary>;

export const policyListSchema = z.object({
  policies: z.array(policySummary).describe('In the order of their numbers'),
  next: z.string().optional().describe('Cursor of the next page; absent on the last'),
});

export const policySchema = z.object({
  number: z.string(),
  kind: z.enum(POLICY_KINDS),
  status: z.enum(POLICY_STATUSES),
  insured: z.object({ name: z.string(), bornOn: calendarDate }).optional(),
  insuredObject: insuredObject.optional().describe('What is covered where it is no life'),
  payer: z.object({ name: z.string() }).optional().describe('Who pays, when it is not the policyholder'),
  coverage: money.optional(),
  premium: money.extend({ every: z.enum(['month', 'year']) }).optional(),
  startsOn: calendarDate.optional(),
  endsOn: calendarDate.optional(),
  designation: designation.describe('Empty where the kind has no beneficiaries: home and motor'),
  documents: z
    .array(z.object({ kind: z.enum(['policy-schedule']), path: z.string() }))
    .describe('What there is to print'),
  whyBeneficiariesAreFixed: z
    .string()
    .optional()
    .describe('Present when the beneficiaries may not be changed: the reason'),
});

export const premiumListSchema = z.object({
  premiums: z
    .array(money.extend({ dueOn: calendarDate, paidOn: calendarDate.optional().describe('Absent: not paid yet') }))
    .describe('Newest first'),
  next: z.string().optional().describe('Cursor of the next page; absent on the last'),
});

/** What was paid for a policy, newest first. */
export type PremiumListDocument = z.output<typeof premiumListSchema>;

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
  evidence: z
    .object({ kind: z.literal('second-factor'), at: instant, classes: z.array(z.string()) })
    .optional()
    .describe('How its confirmer had proved themselves, and when: the class that the provider vouched for'),
  holds: z
    .array(z.enum(HOLD_CODES))
    .optional()
    .describe('Why it is, was or (of a draft) would be looked at before it takes effect'),
  consents: z
    .array(
      z.object({
        policyNumber: z.string(),
        reason: z.enum(CONSENT_REASONS),
        name: z.string(),
        answer: z.enum(['awaited', 'given', 'refused']),
      }),
    )
    .optional()
    .describe('Whose consent it needs'),
  together: z
    .array(
      z.object({
        id: z.string(),
        policyNumber: z.string(),
        status: z.enum(ENDORSEMENT_STATUSES),
        number: z.string().optional(),
        before: designation,
      }),
    )
    .optional()
    .describe('The same change on other policies of the policyholder: all of it happens, or nothing'),
  replaces: z
    .array(
      z.object({
        id: z.string(),
        policyNumber: z.string(),
        status: z.enum(ENDORSEMENT_STATUSES),
        effectiveOn: calendarDate.optional(),
      }),
    )
    .optional()
    .describe(
      'Of a draft: confirmed changes that are not in effect yet, and never will be if this one takes their place',
    ),
  declinedBecause: z.string().optional(),
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
  notInEffect: z
    .array(endorsementSchema)
    .describe(
      'Confirmed, but not in effect: under review, waiting for their day, declined, or stopped; the newest 20, on the first page alone',
    ),
  next: z.string().optional().describe('Cursor of the next page; absent on the last'),
});

export const reversalRequestSchema = z.object({
  token: z.string().max(100).describe('From the link in the notice: single use, valid for 14 days'),
});

const reversalOutcome = z.object({
  outcome: z
    .enum(['restored', 'changed-since', 'not-in-force', 'stopped'])
    .describe(
      'Whether the former designation is back, or why it is not: a later change, the state of the policy, or that the change had not taken effect. Changes are frozen in any case',
    ),
  policyNumber: z.string(),
  reported: z
    .string()
    .describe('Number of the endorsement that was reported; of the policy when the change had not taken effect'),
  number: z.string().exactOptional().describe('Number of the endorsement that put the former designation back'),
});

export const reversalSchema = reversalOutcome.extend({
  also: z.array(reversalOutcome).exactOptional().describe('The same on the other policies of the change'),
});

/** What became of a report that a change was not the policyholder's own. */
export type ReversalDocument = z.output<typeof reversalSchema>;

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
