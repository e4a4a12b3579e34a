import { ALL_TO_KIM, day, KIM_THEN_ALEX } from './demo-designations.ts';
import { type ExamplesOf, refused } from './example.ts';

const COURSE = {
  id: 'jq7iYt3p0cQm5cC2bq9w5k1sJ8r0aVnX6fYzU4gLw2E',
  policyNumber: 'SUR-100001',
  before: ALL_TO_KIM,
  after: KIM_THEN_ALEX,
  warnings: [],
  draftedAt: '2026-11-24T09:30:00.000Z',
  expiresAt: '2026-11-24T10:00:00.000Z',
};
const EFFECTIVE = {
  ...COURSE,
  status: 'effective' as const,
  number: 'SUR-100001-E0001',
  confirmedAt: '2026-11-24T09:32:10.000Z',
  effectiveOn: day('2026-11-24'),
  evidence: {
    kind: 'second-factor' as const,
    at: '2026-11-24T09:32:05.000Z',
    classes: ['B2C_1A_StepUp'],
  },
};
const NO_SUCH_ENDORSEMENT = refused(404, 'no-such-endorsement', 'You have no such change.');

/** Examples of changing beneficiaries, and of undoing it. */
export const endorsementExamples = {
  listEndorsements: {
    title: 'A policy that was changed once',
    answer: { endorsements: [EFFECTIVE], notInEffect: [] },
    refusal: refused(404, 'no-such-policy', 'You have no policy with this number.'),
  },
  draftEndorsement: {
    title: 'A child becomes contingent beneficiary',
    request: {
      beneficiaries: [
        {
          class: 'primary',
          kind: 'person',
          allocation: 10_000,
          name: 'Kim Demo',
          relationship: 'spouse',
          bornOn: '1985-04-12',
        },
        {
          class: 'contingent',
          kind: 'person',
          allocation: 10_000,
          distribution: 'per-stirpes',
          name: 'Alex Demo',
          relationship: 'child',
          bornOn: '2015-09-01',
          custodianName: 'Kim Demo',
          custodianRelationship: 'spouse',
        },
      ],
    },
    answer: { ...COURSE, status: 'draft', challenge: 'mV3k0m1Yw7Cq2nXoR5tLz8uJbE4sHa6Gd9fPiQy0WxU' },
    refusal: refused(
      412,
      'policy-changed',
      'The policy has changed since you read it. Look at it as it is now, then decide again.',
    ),
  },
  getEndorsement: {
    title: 'A change that is in effect',
    answer: EFFECTIVE,
    refusal: NO_SUCH_ENDORSEMENT,
  },
  confirmEndorsement: {
    title: 'A change takes effect',
    answer: EFFECTIVE,
    refusal: refused(401, 'second-factor-needed', 'This change must be confirmed with a second factor.'),
  },
  getConfirmation: {
    title: 'A document to print',
    answer: undefined,
    refusal: refused(409, 'not-in-effect', 'This change never took effect, so there is nothing to confirm.'),
  },
  reverseEndorsement: {
    title: 'The former beneficiaries are back',
    request: { token: 'Zt4nGq0rY8mXw1Lk6vHs2Jc9bPe5Ua7D' },
    answer: {
      outcome: 'restored',
      policyNumber: 'SUR-100001',
      reported: 'SUR-100001-E0001',
      number: 'SUR-100001-E0002',
    },
    refusal: refused(
      404,
      'link-unknown',
      'This link is not complete, or is not one of ours. Nothing was changed; open it from the message once more.',
    ),
  },
} as const satisfies ExamplesOf<
  | 'listEndorsements'
  | 'draftEndorsement'
  | 'getEndorsement'
  | 'confirmEndorsement'
  | 'getConfirmation'
  | 'reverseEndorsement'
>;
