import { createSpentProofRepository } from './access/spent-proof-repository.ts';
import { createAuditRepository } from './audit/audit-repository.ts';
import { createContactRepository } from './contacts/contact-repository.ts';
import type { ApiDatabase } from './database.ts';
import { createEndorsementRepository } from './endorsements/endorsement-repository.ts';
import { createNoticeRepository } from './notices/notice-repository.ts';
import { createLinkedSubjectRepository } from './people/linked-subject-repository.ts';
import { createPolicyRepository } from './policies/policy-repository.ts';
import { createPolicyholderRepository } from './policyholders/policyholder-repository.ts';
import { createReversalLinkRepository } from './reversals/reversal-link-repository.ts';
import { createConsentRepository } from './reviews/consent-repository.ts';
import { createDecisionRepository } from './reviews/decision-repository.ts';
import { createReviewRepository } from './reviews/review-repository.ts';
import type { Repositories } from './services.ts';

/** Everything that reads and writes the api's tables. */
export function createRepositories(db: ApiDatabase): Repositories {
  return {
    policyholders: createPolicyholderRepository(db),
    contacts: createContactRepository(db),
    policies: createPolicyRepository(db),
    endorsements: createEndorsementRepository(db),
    links: createReversalLinkRepository(),
    reviews: createReviewRepository(db),
    consents: createConsentRepository(),
    decisions: createDecisionRepository(db),
    audit: createAuditRepository(),
    notices: createNoticeRepository(db),
    spentProofs: createSpentProofRepository(),
    linkedSubjects: createLinkedSubjectRepository(),
  };
}
