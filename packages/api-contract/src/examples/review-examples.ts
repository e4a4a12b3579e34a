import { ALL_TO_KIM, day, KIM_THEN_ALEX } from './demo-designations.ts';
import { type ExamplesOf, refused } from './example.ts';

const REVIEW_ID = 'Wc5tNq2xRz8mKv0yLs4pHb7dJf1gUa6E';
const OPENED_AT = '2026-11-24T09:32:10.000Z';
const LINK = { token: 'Zt4nGq0rY8mXw1Lk6vHs2Jc9bPe5Ua7D' };
const DECISION = {
  id: 'Bq7sXn3vTz1mKw9yLr5pHc2dJf6gUa8E',
  reviewId: REVIEW_ID,
  verdict: 'approve' as const,
  expiresAt: '2026-11-24T11:10:00.000Z',
};
const ROLE_MISSING = refused(403, 'role-missing', 'This is for people with the role staff.');
const LINK_UNKNOWN = refused(
  404,
  'link-unknown',
  'This link is not complete, or is not one of ours. Nothing was changed; open it from the message once more.',
);

/** Examples of what staff do about changes under review, and of consents. */
export const reviewExamples = {
  listReviews: {
    title: 'One change waits',
    answer: {
      waiting: 1,
      reviews: [
        { id: REVIEW_ID, policyNumber: 'SUR-100001', companions: 0, holds: ['contact-changed'], openedAt: OPENED_AT },
      ],
    },
    refusal: ROLE_MISSING,
  },
  getReview: {
    title: 'A change soon after the contact data were changed',
    answer: {
      id: REVIEW_ID,
      openedAt: OPENED_AT,
      holds: ['contact-changed'],
      evidence: ['B2C_1A_StepUp'],
      policyholder: { email: 'ada@demo.example', residenceState: 'IL', contactChangedAt: '2026-11-23T18:00:00.000Z' },
      changes: [
        {
          policyNumber: 'SUR-100001',
          kind: 'term-life',
          status: 'in-force',
          insured: { name: 'Ada Demo', bornOn: day('1984-02-29') },
          before: ALL_TO_KIM,
          after: KIM_THEN_ALEX,
          earlier: [],
        },
      ],
      consents: [],
    },
    refusal: refused(404, 'no-such-review', 'There is no such change under review.'),
  },
  draftDecision: {
    title: 'A change is about to be approved',
    request: { verdict: 'approve', reason: 'Called back on the former number; it was the policyholder.' },
    answer: { ...DECISION, challenge: 'mV3k0m1Yw7Cq2nXoR5tLz8uJbE4sHa6Gd9fPiQy0WxU' },
    refusal: ROLE_MISSING,
  },
  confirmDecision: {
    title: 'A change is approved',
    answer: { ...DECISION, confirmedAt: '2026-11-24T10:45:00.000Z' },
    refusal: refused(
      410,
      'decision-expired',
      'This decision was not confirmed in time. Nothing was decided; decide again.',
    ),
  },
  readConsent: {
    title: 'What an irrevocable beneficiary is asked',
    request: LINK,
    answer: {
      policyNumber: 'SUR-100001',
      reason: 'irrevocable',
      name: 'Kim Demo',
      insuredName: 'Ada Demo',
      before: { class: 'primary', allocation: 10_000 },
      after: { class: 'primary', allocation: 5_000 },
      expiresAt: '2026-12-24T09:32:10.000Z',
    },
    refusal: LINK_UNKNOWN,
  },
  answerConsent: {
    title: 'The consent is given',
    request: { ...LINK, answer: 'given', signature: 'Kim Demo' },
    answer: { answer: 'given', policyNumber: 'SUR-100001' },
    refusal: LINK_UNKNOWN,
  },
} as const satisfies ExamplesOf<
  'listReviews' | 'getReview' | 'draftDecision' | 'confirmDecision' | 'readConsent' | 'answerConsent'
>;
