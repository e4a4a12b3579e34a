import { BENEFICIARY_CLASSES, CONSENT_REASONS, HOLD_CODES, POLICY_KINDS, POLICY_STATUSES } from '@surety/insurance';
import { z } from 'zod';
import { calendarDate, designation, instant } from './designation-schemas.ts';

const holds = z.array(z.enum(HOLD_CODES)).describe('Why it is looked at');

export const reviewQueueSchema = z.object({
  waiting: z.int().describe('How many there are in all'),
  reviews: z
    .array(
      z.object({
        id: z.string(),
        policyNumber: z.string(),
        companions: z.int().describe('How many other policies the same change is about'),
        holds,
        openedAt: instant,
      }),
    )
    .describe('The longest waiting first'),
  next: z.string().optional().describe('Cursor of the next page; absent on the last'),
});

/** What is under review; names nobody. */
export type ReviewQueueDocument = z.output<typeof reviewQueueSchema>;

export const reviewSchema = z.object({
  id: z.string(),
  openedAt: instant,
  holds,
  askedFor: calendarDate.optional().describe('The later day from which it should count'),
  evidence: z.array(z.string()).describe('Classes of authentication that the policyholder had reached'),
  policyholder: z.object({
    email: z.string().optional(),
    residenceState: z.string().optional(),
    contactChangedAt: instant.optional(),
  }),
  changes: z.array(
    z.object({
      policyNumber: z.string(),
      kind: z.enum(POLICY_KINDS),
      status: z.enum(POLICY_STATUSES),
      insured: z.object({ name: z.string(), bornOn: calendarDate }).optional(),
      before: designation,
      after: designation,
      earlier: z.array(z.object({ number: z.string(), confirmedAt: instant })).describe('Latest changes, newest first'),
      hasChangedSince: z.literal(true).optional().describe('The policy is not as it was, so this cannot take effect'),
    }),
  ),
  consents: z.array(
    z.object({
      id: z.string(),
      policyNumber: z.string(),
      reason: z.enum(CONSENT_REASONS),
      name: z.string(),
      email: z.string().optional().describe('Where they were asked; absent when no address is on record'),
      emailSince: instant
        .optional()
        .describe('When a change brought this address to the policy; absent when no recorded change did'),
      answer: z.enum(['awaited', 'given', 'refused']),
      answeredAt: instant.optional(),
      by: z.enum(['link', 'staff']).optional(),
      evidence: z.string().optional(),
    }),
  ),
  whyNotYou: z.string().optional().describe('Why the caller may not decide on this one'),
});

/** What a decision about a change needs to know. */
export type ReviewDocument = z.output<typeof reviewSchema>;

export const decisionRequestSchema = z.object({
  verdict: z.enum(['approve', 'decline', 'record-consent']),
  reason: z
    .string()
    .max(1000)
    .describe('For the audit; of a decline also for the policyholder; of a consent what paper there is'),
  consentId: z.string().max(60).optional().describe('Which consent was given on paper'),
});

export const decisionSchema = z.object({
  id: z.string(),
  reviewId: z.string(),
  verdict: z.enum(['approve', 'decline', 'record-consent']),
  expiresAt: instant,
  confirmedAt: instant.optional(),
  challenge: z
    .string()
    .optional()
    .describe('Until confirmed: send it as the `nonce` of the step-up authorization request'),
});

/** What somebody of the staff is about to decide, or has decided. */
export type DecisionDocument = z.output<typeof decisionSchema>;

export const consentLinkSchema = z.object({ token: z.string().max(100).describe('From the link in the letter') });

const share = z.object({ class: z.enum(BENEFICIARY_CLASSES), allocation: z.int().describe('In basis points') });

export const consentQuestionSchema = z.object({
  policyNumber: z.string(),
  reason: z.enum(CONSENT_REASONS),
  name: z.string().describe('Whose consent is asked for'),
  insuredName: z.string().optional(),
  before: share,
  after: share.optional().describe('Absent when the change removes them'),
  askedFor: calendarDate.optional(),
  expiresAt: instant,
});

/** What a change does to the party whose consent it needs. */
export type ConsentQuestionDocument = z.output<typeof consentQuestionSchema>;

export const consentAnswerRequestSchema = consentLinkSchema.extend({
  answer: z.enum(['given', 'refused']),
  signature: z.string().max(200).optional().describe('To consent: the name as it stands on the policy'),
});

export const consentAnswerSchema = z.object({ answer: z.enum(['given', 'refused']), policyNumber: z.string() });
