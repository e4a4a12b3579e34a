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

  /** Every draft of a policy that is left when one of them was confirmed can never take effect. */
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
