import type { ReviewDocument } from '@surety/api-contract';
import { aPerson } from './builders.ts';

/** A change under review that takes everything from Byron King, whose consent is awaited. */
export function aReview(change: Partial<ReviewDocument> = {}): ReviewDocument {
  return {
    id: 'review-1',
    openedAt: '2026-11-23T10:00:00.000Z',
    holds: ['consent-missing'],
    evidence: ['b2c_1_signupsignin1_mfa'],
    policyholder: { email: 'ada@demo.example', residenceState: 'TX' },
    changes: [
      {
        policyNumber: 'SUR-100001',
        kind: 'term-life',
        status: 'in-force',
        before: [aPerson('Byron King')],
        after: [aPerson('Eve Demo')],
        earlier: [],
      },
    ],
    consents: [
      {
        id: 'consent-1',
        policyNumber: 'SUR-100001',
        reason: 'community-property',
        name: 'Byron King',
        email: 'byron@demo.example',
        answer: 'awaited',
      },
    ],
    ...change,
  };
}
