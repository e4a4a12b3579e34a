import type { CalendarDate, EndorsementStatus } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementRecord } from './endorsement-record.ts';

/** What the confirmation of a draft writes down. */
export type Confirmation = {
  policyholderId: string;
  id: string;
  sequence: number;
  confirmedAt: Date;
  effectiveOn: CalendarDate;
};

/** What undoing an endorsement writes down. */
export type Reversal = {
  policyholderId: string;
  id: string;
  sequence: number;
  undone: EndorsementRecord;
  at: Date;
  effectiveOn: CalendarDate;
};

const EFFECTIVE: EndorsementStatus = 'effective';

/** What drafting and confirming write, each in the transaction it is given. */
export const endorsementWrites = {
  async addDraft(transaction: ApiTransaction, policyholderId: string, draft: EndorsementRecord): Promise<void> {
    await transaction
      .insertInto('api_endorsement')
      .values({
        policyholder_id: policyholderId,
        id: draft.id,
        policy_number: draft.policyNumber,
        status: 'draft' satisfies EndorsementStatus,
        sequence: null,
        before_designation: JSON.stringify(draft.before),
        after_designation: JSON.stringify(draft.after),
        based_on: draft.basedOn,
        challenge: draft.challenge,
        drafted_at: draft.draftedAt.getTime(),
        expires_at: draft.expiresAt.getTime(),
        confirmed_at: null,
        effective_on: null,
        reverses: null,
      })
      .execute();
  },

  /** Makes a draft effective and spends its challenge; false when it is no draft any more, or has expired. */
  async confirm(transaction: ApiTransaction, confirmation: Confirmation): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('api_endorsement')
      .set({
        status: EFFECTIVE,
        sequence: confirmation.sequence,
        confirmed_at: confirmation.confirmedAt.getTime(),
        effective_on: confirmation.effectiveOn,
        challenge: null,
      })
      .where('policyholder_id', '=', confirmation.policyholderId)
      .where('id', '=', confirmation.id)
      .where('status', '=', 'draft' satisfies EndorsementStatus)
      .where('expires_at', '>', confirmation.confirmedAt.getTime())
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  /** Adds the endorsement that undoes `undone`, in effect at once, and marks the undone one. */
  async addReversal(transaction: ApiTransaction, reversal: Reversal): Promise<void> {
    const { policyholderId, id, sequence, undone, at } = reversal;
    await transaction
      .updateTable('api_endorsement')
      .set({ status: 'reversed' satisfies EndorsementStatus })
      .where('policyholder_id', '=', policyholderId)
      .where('id', '=', undone.id)
      .execute();
    await transaction
      .insertInto('api_endorsement')
      .values({
        policyholder_id: policyholderId,
        id,
        policy_number: undone.policyNumber,
        status: EFFECTIVE,
        sequence,
        before_designation: JSON.stringify(undone.after),
        after_designation: JSON.stringify(undone.before),
        based_on: undone.policy.version,
        challenge: null,
        drafted_at: at.getTime(),
        expires_at: at.getTime(),
        confirmed_at: at.getTime(),
        effective_on: reversal.effectiveOn,
        reverses: undone.sequence ?? null,
      })
      .execute();
  },

  /** Every draft of a policy that is left when one of them was confirmed, or was undone, can never take effect. */
  async supersedeDrafts(transaction: ApiTransaction, policyholderId: string, policyNumber: string): Promise<void> {
    await transaction
      .updateTable('api_endorsement')
      .set({ status: 'superseded' satisfies EndorsementStatus, challenge: null })
      .where('policyholder_id', '=', policyholderId)
      .where('policy_number', '=', policyNumber)
      .where('status', '=', 'draft' satisfies EndorsementStatus)
      .execute();
  },

  /** Forgets what was never confirmed and expired before `before`: it is worth nothing and holds personal data. */
  async forgetUnconfirmed(
    transaction: ApiTransaction,
    { policyholderId, policyNumber, before }: { policyholderId: string; policyNumber: string; before: Date },
  ): Promise<void> {
    await transaction
      .deleteFrom('api_endorsement')
      .where('policyholder_id', '=', policyholderId)
      .where('policy_number', '=', policyNumber)
      .where('status', 'in', ['draft', 'superseded'] satisfies EndorsementStatus[])
      .where('expires_at', '<', before.getTime())
      .execute();
  },
};
