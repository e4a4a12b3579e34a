import type { EndorsementDocument } from '@surety/api-contract';
import type { Html } from '@surety/web';

export type ChangePageProps = {
  endorsement: EndorsementDocument;
  now: Date;
  csrfToken: string;
  /** What took effect on the policy since a draft was made that can no longer be confirmed; newest first. */
  meanwhile?: readonly EndorsementDocument[];
};

/** What the page of a change says above before and after. */
export type Part = { title: string; body: Html };
