/** Rows of the audit and of mail that waits. Times are epoch milliseconds, JSON is text. */
export type AuditTables = {
  identity_audit_chain: AuditChainRow;
  identity_audit_event: AuditEventRow;
  identity_outbox: OutboxRow;
};

type AuditChainRow = {
  account_id: string;
  position: number;
  /** Hash of the last event. */
  head: string;
};

type AuditEventRow = {
  account_id: string;
  position: number;
  at: number;
  event: string;
  content: string;
  previous_hash: string;
  hash: string;
};

type OutboxRow = {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  queued_at: number;
  /** Until then somebody is sending it, or tried just now. */
  claimed_until: number;
};
