import { hash } from 'node:crypto';
import type { ConsentReason, ContactData, ContactPart, Designation, HoldCode } from '@surety/insurance';
import type { Evidence } from '@surety/oauth';

/** How the bearer had proved themselves. Of the token only this is kept: never itself nor its nonce. */
export type RecordedEvidence = { classes: readonly string[]; authenticatedAt?: string; issuedAt?: string };

type RecordedChange = {
  policyNumber: string;
  endorsementId: string;
  before: string;
  after: string;
  evidence: RecordedEvidence;
};

/** Everything that is ever written to the audit; nothing else is. */
export type AuditEvent =
  | { event: 'policyholder-registered'; issuer: string; subject: string }
  | {
      event: 'person-linked';
      /** The further subject by which the policyholder is known. */
      issuer: string;
      subject: string;
      by: 'operator' | 'verified-address';
    }
  | { event: 'policy-recorded'; policyNumber: string; source: 'demo' | 'former-system' | 'book'; designation: string }
  | { event: 'endorsement-drafted'; policyNumber: string; endorsementId: string; basedOn: number; after: string }
  | {
      event: 'beneficiaries-changed';
      policyNumber: string;
      endorsementId: string;
      endorsementNumber: string;
      before: string;
      after: string;
      evidence: RecordedEvidence;
    }
  | ({ event: 'change-scheduled'; effectiveOn: string } & RecordedChange)
  | ({ event: 'change-sent-to-review'; holds: readonly HoldCode[] } & RecordedChange)
  | {
      event: 'change-superseded';
      endorsementId: string;
      /** Id of the change that came instead. */
      by?: string;
      /** Why it was given up on its day, when none came instead. */
      why?: 'policy-changed' | 'consent-missing';
    }
  | { event: 'consent-asked'; endorsementId: string; consentId: string; reason: ConsentReason; policyNumber: string }
  | { event: 'consent-reminded'; endorsementId: string; consentId: string }
  | {
      event: 'consent-answered';
      endorsementId: string;
      consentId: string;
      answer: 'given' | 'refused';
      /** By the link that was mailed to the party, or by somebody of the staff from a paper. */
      by: 'link' | string;
      says: string;
      evidence?: RecordedEvidence;
    }
  | {
      event: 'queue-looked-at';
      /** The reviews of this policyholder that were shown. */
      reviewIds: readonly string[];
      by: string;
    }
  | { event: 'review-looked-at'; reviewId: string; endorsementId: string; by: string }
  | {
      event: 'review-decided';
      reviewId: string;
      endorsementId: string;
      verdict: 'approve' | 'decline';
      reason: string;
      by: string;
      evidence: RecordedEvidence;
    }
  | { event: 'change-stopped'; policyNumber: string; endorsementId: string }
  | {
      event: 'beneficiaries-restored';
      policyNumber: string;
      endorsementId: string;
      endorsementNumber: string;
      reverses: string;
      before: string;
      after: string;
    }
  | {
      event: 'policy-frozen';
      policyNumber: string;
      /** Number of the endorsement that was reported as not the policyholder's own. */
      reported: string;
      outcome: 'restored' | 'changed-since' | 'not-in-force' | 'stopped';
      /** Number of the endorsement that put the former designation back. */
      number?: string;
    }
  | { event: 'policy-unfrozen'; policyNumber: string; reason: string }
  | { event: 'contact-change-drafted'; changeId: string; basedOn: number; after: string }
  | {
      event: 'contact-changed';
      changeId: string;
      changed: readonly ContactPart[];
      before: string;
      after: string;
      evidence: RecordedEvidence;
    }
  | { event: 'contact-restored'; changeId: string; changed: readonly ContactPart[]; after: string }
  | { event: 'contact-unfrozen'; reason: string };

/** Stands for a designation or contact data in the audit: SHA-256, so that it names nobody and still shows tampering. */
export function digestOf(content: Designation | ContactData): string {
  return hash('sha256', JSON.stringify(content), 'base64url');
}

/** What the audit keeps of a token's evidence. */
export function recordEvidence({ classes, authenticatedAt, issuedAt }: Evidence): RecordedEvidence {
  return {
    classes,
    ...(authenticatedAt ? { authenticatedAt: authenticatedAt.toISOString() } : {}),
    ...(issuedAt ? { issuedAt: issuedAt.toISOString() } : {}),
  };
}
