import type { BookRowRow } from './book/book-table.ts';
import type { ContactChangeRow } from './contacts/contact-table.ts';
import type { IdempotentAnswerRow } from './idempotency/idempotent-answer-table.ts';
import type { PremiumRow } from './policies/premium-table.ts';

/** Every table of the api. Each row but the policyholder's own and the link's is keyed by the policyholder first. */
export type ApiTables = {
  api_policyholder: PolicyholderRow;
  api_policy: PolicyRow;
  api_endorsement: EndorsementRow;
  api_audit_event: AuditEventRow;
  api_notice: NoticeRow;
  api_reversal_link: ReversalLinkRow;
  api_review: ReviewRow;
  api_consent: ConsentRow;
  api_decision: DecisionRow;
  api_spent_proof: SpentProofRow;
  api_linked_subject: LinkedSubjectRow;
  api_contact_change: ContactChangeRow;
  api_premium: PremiumRow;
  api_book_row: BookRowRow;
  api_idempotent_answer: IdempotentAnswerRow;
};

/** Issuer and subject are absent until the person has signed in; the address is in lower case. */
export type PolicyholderRow = {
  id: string;
  issuer: string | null;
  subject: string | null;
  email: string | null;
  created_at: number;
  audit_position: number;
  audit_head: string;
  residence_state: string | null;
  contact_changed_at: number | null;
  /** JSON; absent: nothing but the address of the sign-in is known. */
  contact: string | null;
  contact_version: number;
  /** Since when nobody may change the contact data. */
  contact_frozen_at: number | null;
};

/** Absent columns were not recorded by a former system. Amounts are in minor units. */
export type PolicyRow = {
  policyholder_id: string;
  number: string;
  kind: string;
  status: string;
  insured_name: string | null;
  insured_born_on: string | null;
  coverage_amount: number | null;
  coverage_currency: string | null;
  premium_amount: number | null;
  premium_currency: string | null;
  premium_every: string | null;
  starts_on: string | null;
  ends_on: string | null;
  designation: string;
  version: number;
  endorsement_count: number;
  frozen_at: number | null;
  /** JSON: insured object and payer. */
  details: string | null;
};

/** The challenge is there only while the endorsement is a draft; `reverses` is the sequence of the one it undid. */
export type EndorsementRow = {
  policyholder_id: string;
  id: string;
  policy_number: string;
  status: string;
  sequence: number | null;
  before_designation: string;
  after_designation: string;
  based_on: number;
  challenge: string | null;
  drafted_at: number;
  expires_at: number;
  confirmed_at: number | null;
  effective_on: string | null;
  reverses: number | null;
  /** Id of the endorsement that this one is made together with; that one says how many they are. */
  lead: string | null;
  companions: number;
  asked_for: string | null;
  asked_by: string | null;
  /** JSON: why it was held. */
  holds: string | null;
  /** JSON: how its confirmer had proved themselves. */
  evidence: string | null;
};

export type AuditEventRow = {
  policyholder_id: string;
  position: number;
  at: number;
  event: string;
  content: string;
  previous_hash: string;
  hash: string;
};

export type NoticeRow = {
  policyholder_id: string;
  id: string;
  recipient: string;
  subject: string;
  body: string;
  created_at: number;
  due_at: number;
  attempts: number;
  delivered_at: number | null;
};

/** The token itself stands in the mail alone. */
export type ReversalLinkRow = {
  token_hash: string;
  policyholder_id: string;
  endorsement_id: string;
  expires_at: number;
  used_at: number | null;
};

export type ReviewRow = {
  id: string;
  policyholder_id: string;
  endorsement_id: string;
  opened_at: number;
  closed_at: number | null;
};

/** `endorsement_id` is the leading one; `need` is JSON; the token itself stands in the mail alone. */
export type ConsentRow = {
  policyholder_id: string;
  id: string;
  endorsement_id: string;
  policy_number: string;
  need: string;
  email: string | null;
  token_hash: string | null;
  expires_at: number;
  answer: string;
  answered_at: number | null;
  recorded_by: string | null;
  evidence: string | null;
  reminded_at: number | null;
  /** Of the link in the reminder; the first one goes on working. */
  reminder_hash: string | null;
};

/** What somebody of the staff is about to decide, or has decided. */
export type DecisionRow = {
  id: string;
  policyholder_id: string;
  review_id: string;
  verdict: string;
  consent_id: string | null;
  reason: string;
  decided_by: string;
  challenge: string | null;
  drafted_at: number;
  expires_at: number;
  confirmed_at: number | null;
};

/** A second factor that confirmed something, by its moment; only where proofs are not bound to a change. */
export type SpentProofRow = { issuer: string; subject: string; proven_at: number };

/** A further subject of a policyholder, at another provider. */
export type LinkedSubjectRow = { issuer: string; subject: string; policyholder_id: string; linked_at: number };
