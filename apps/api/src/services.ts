import type { MarketRules } from '@surety/insurance';
import type { ProofRule } from '@surety/oauth';
import type { Clock, Logger, Random } from '@surety/web';
import type { SpentProofRepository } from './access/spent-proof-repository.ts';
import type { AuditRepository } from './audit/audit-repository.ts';
import type { ContactRepository } from './contacts/contact-repository.ts';
import type { ApiDatabase } from './database.ts';
import type { EndorsementRepository } from './endorsements/endorsement-repository.ts';
import type { NoticeRepository } from './notices/notice-repository.ts';
import type { LinkedSubjectRepository } from './people/linked-subject-repository.ts';
import type { PolicyRepository } from './policies/policy-repository.ts';
import type { PolicyholderRepository } from './policyholders/policyholder-repository.ts';
import type { ProfileDirectory } from './profile/profile-directory.ts';
import type { ReversalLinkRepository } from './reversals/reversal-link-repository.ts';
import type { ConsentRepository } from './reviews/consent-repository.ts';
import type { DecisionRepository } from './reviews/decision-repository.ts';
import type { ReviewRepository } from './reviews/review-repository.ts';

/** What the operations work with. Each asks for the part it needs by `Pick`. */
export type Services = Repositories & {
  db: ApiDatabase;
  clock: Clock;
  random: Random;
  logger: Logger;
  /** What proves a second factor; it depends on the provider. */
  proofRule: ProofRule;
  /** Where the provider lets the api keep people's profiles for them; absent: nowhere. */
  profileDirectory?: ProfileDirectory | undefined;
  /** What differs between markets. */
  market: MarketRules;
  /** Where the insurer hears of reported changes; absent: nowhere. */
  insurerMailbox?: string | undefined;
  /** A person nobody knows gets a first policy. */
  demoMode: boolean;
  /** Issuers whose people are recognised by their verified address when they come from the present one. */
  formerIssuers: readonly string[];
  /** Where links in notices lead. */
  portalOrigin: string;
  /** Tells the notice queue that there may be something to deliver. Never waits. */
  wakeNotices(): void;
};

/** Everything that reads and writes tables. */
export type Repositories = {
  policyholders: PolicyholderRepository;
  contacts: ContactRepository;
  policies: PolicyRepository;
  endorsements: EndorsementRepository;
  links: ReversalLinkRepository;
  reviews: ReviewRepository;
  consents: ConsentRepository;
  decisions: DecisionRepository;
  audit: AuditRepository;
  notices: NoticeRepository;
  spentProofs: SpentProofRepository;
  linkedSubjects: LinkedSubjectRepository;
};
