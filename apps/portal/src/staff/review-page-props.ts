import type { ReviewDocument } from '@surety/api-contract';
import type { Violation } from '@surety/insurance';

/** What the page of a change under review is made of. */
export type ReviewPageProps = {
  review: ReviewDocument;
  csrfToken: string;
  /** Mark of who reads the page. */
  owner: string;
  /** What was typed before the page was refused. */
  typed?: { reason?: string | undefined; consentId?: string | undefined } | undefined;
  violations?: readonly Violation[];
  problem?: string | undefined;
};
