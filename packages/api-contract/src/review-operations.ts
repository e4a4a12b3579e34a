import type { Operation } from './operation.ts';
import { pageQuery } from './page-query.ts';
import { byIdOf, CONFIRMATION } from './privileged-change.ts';
import {
  consentAnswerRequestSchema,
  consentAnswerSchema,
  consentLinkSchema,
  consentQuestionSchema,
  decisionRequestSchema,
  decisionSchema,
  reviewQueueSchema,
  reviewSchema,
} from './review-schemas.ts';

const byReview = byIdOf('Id of a review');

/** What staff do about changes under review, and what those whose consent is needed answer. */
export const reviewOperations = {
  listReviews: {
    method: 'GET',
    path: '/reviews',
    summary: 'Changes under review, the longest waiting first; for staff. The audit is told who looked',
    requirement: { scope: 'Accounts.Read', role: 'staff' },
    query: pageQuery,
    success: { status: 200, schema: reviewQueueSchema },
  },
  getReview: {
    method: 'GET',
    path: '/reviews/{id}',
    summary: 'What a decision about one change needs to know; for staff. The audit is told who looked',
    requirement: { scope: 'Accounts.Read', role: 'staff' },
    parameters: byReview,
    success: { status: 200, schema: reviewSchema },
    refusals: [404, 409],
  },
  draftDecision: {
    method: 'POST',
    path: '/reviews/{id}/decisions',
    summary: 'Writes down what is about to be decided; nothing is until it is confirmed. For staff',
    requirement: { scope: 'Accounts.Write', role: 'staff' },
    parameters: byReview,
    body: decisionRequestSchema,
    success: { status: 201, schema: decisionSchema },
    refusals: [404, 409, 422],
  },
  confirmDecision: {
    ...CONFIRMATION,
    path: '/decisions/{id}/confirmation',
    summary: "Carries a decision out, on the decider's own second factor; for staff",
    requirement: { ...CONFIRMATION.requirement, role: 'staff' },
    parameters: byIdOf('Id of a decision'),
    success: { status: 200, schema: decisionSchema },
  },
  readConsent: {
    method: 'POST',
    path: '/consents/question',
    summary:
      "What a change does to somebody whose consent it needs; the token of the letter's link authorises it, no bearer",
    authorizedBy: 'link',
    body: consentLinkSchema,
    success: { status: 200, schema: consentQuestionSchema },
    refusals: [404, 409, 410],
  },
  answerConsent: {
    method: 'POST',
    path: '/consents',
    summary: "Gives or refuses the consent, once; the token of the letter's link authorises it, no bearer",
    authorizedBy: 'link',
    body: consentAnswerRequestSchema,
    success: { status: 200, schema: consentAnswerSchema },
    refusals: [404, 409, 410, 422],
  },
} as const satisfies Record<string, Operation>;
