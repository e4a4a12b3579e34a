import type { ContactData } from '@surety/insurance';
import type { RecordedEvidence } from '../audit/audit-event.ts';
import type { ContactChangeRow } from './contact-table.ts';

/** Draft: waits for the second factor. Superseded: another change came first. Reversed: undone as not the policyholder's own. */
export const CONTACT_CHANGE_STATUSES = ['draft', 'effective', 'superseded', 'reversed', 'expired'] as const;
export type ContactChangeStatus = (typeof CONTACT_CHANGE_STATUSES)[number];

/** One change of a policyholder's contact data of record. */
export type ContactChange = {
  id: string;
  status: ContactChangeStatus;
  before: ContactData;
  after: ContactData;
  /** Version of the contact data that the change starts from. */
  basedOn: number;
  /** What the proof must be bound to; empty once it is spent. */
  challenge: string;
  draftedAt: Date;
  expiresAt: Date;
  confirmedAt?: Date;
};

/** What confirming a change writes down. */
export type ContactConfirmation = {
  policyholderId: string;
  change: ContactChange;
  confirmedAt: Date;
  evidence: RecordedEvidence;
  reversalHash: string;
};

/** The change that a row holds. */
export function contactChangeFrom(row: ContactChangeRow): ContactChange {
  return {
    id: row.id,
    status: row.status as ContactChangeStatus,
    before: JSON.parse(row.before_contact) as ContactData,
    after: JSON.parse(row.after_contact) as ContactData,
    basedOn: row.based_on,
    challenge: row.challenge ?? '',
    draftedAt: new Date(row.drafted_at),
    expiresAt: new Date(row.expires_at),
    ...(row.confirmed_at === null ? {} : { confirmedAt: new Date(row.confirmed_at) }),
  };
}
