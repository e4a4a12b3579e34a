import type { ContactData } from '@surety/insurance';
import { residenceStateOf } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import {
  type ContactChange,
  type ContactChangeStatus,
  type ContactConfirmation,
  contactChangeFrom,
} from './contact-change.ts';

/** What drafting, confirming and undoing changes of contact data write, each in the transaction it is given. */
export const contactWrites = {
  async addDraft(transaction: ApiTransaction, policyholderId: string, draft: ContactChange): Promise<void> {
    await transaction
      .insertInto('api_contact_change')
      .values({
        policyholder_id: policyholderId,
        id: draft.id,
        status: 'draft' satisfies ContactChangeStatus,
        before_contact: JSON.stringify(draft.before),
        after_contact: JSON.stringify(draft.after),
        former_email: null,
        based_on: draft.basedOn,
        challenge: draft.challenge,
        drafted_at: draft.draftedAt.getTime(),
        expires_at: draft.expiresAt.getTime(),
        confirmed_at: null,
        evidence: null,
        reversal_hash: null,
      })
      .execute();
  },

  /** Makes a draft effective and spends its challenge; false when it is no draft any more, or has expired. */
  async confirm(transaction: ApiTransaction, confirmation: ContactConfirmation): Promise<boolean> {
    const { change, confirmedAt } = confirmation;
    const gaveUp = change.before.email === change.after.email ? null : (change.before.email ?? null);
    const { numUpdatedRows } = await transaction
      .updateTable('api_contact_change')
      .set({
        status: 'effective' satisfies ContactChangeStatus,
        challenge: null,
        confirmed_at: confirmedAt.getTime(),
        evidence: JSON.stringify(confirmation.evidence),
        former_email: gaveUp,
        reversal_hash: confirmation.reversalHash,
      })
      .where('policyholder_id', '=', confirmation.policyholderId)
      .where('id', '=', change.id)
      .where('status', '=', 'draft' satisfies ContactChangeStatus)
      .where('expires_at', '>', confirmedAt.getTime())
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  /** Every draft that is left when one was confirmed, or undone, can never take effect. */
  async supersedeDrafts(transaction: ApiTransaction, policyholderId: string): Promise<void> {
    await transaction
      .updateTable('api_contact_change')
      .set({ status: 'superseded' satisfies ContactChangeStatus, challenge: null })
      .where('policyholder_id', '=', policyholderId)
      .where('status', '=', 'draft' satisfies ContactChangeStatus)
      .execute();
  },

  /** Forgets what was never confirmed and expired before `before`: it is worth nothing and holds personal data. */
  async forgetUnconfirmed(transaction: ApiTransaction, policyholderId: string, before: Date): Promise<void> {
    await transaction
      .deleteFrom('api_contact_change')
      .where('policyholder_id', '=', policyholderId)
      .where('confirmed_at', 'is', null)
      .where('expires_at', '<', before.getTime())
      .execute();
  },

  /** The change that a link undoes, whatever became of it; whoever has the token may know. */
  async findByReversal(
    transaction: ApiTransaction,
    reversalHash: string,
  ): Promise<{ policyholderId: string; change: ContactChange } | undefined> {
    const row = await transaction
      .selectFrom('api_contact_change')
      .selectAll()
      .where('reversal_hash', '=', reversalHash)
      .executeTakeFirst();
    return row && { policyholderId: row.policyholder_id, change: contactChangeFrom(row) };
  },

  /** Marks a change as undone; false when it was before. */
  async markReversed(transaction: ApiTransaction, policyholderId: string, id: string): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('api_contact_change')
      .set({ status: 'reversed' satisfies ContactChangeStatus })
      .where('policyholder_id', '=', policyholderId)
      .where('id', '=', id)
      .where('status', '=', 'effective' satisfies ContactChangeStatus)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  /** Puts former contact data back, whatever stands there, and lets nobody change them until the insurer has looked. */
  async restoreAndFreeze(
    transaction: ApiTransaction,
    { policyholderId, contact, at }: { policyholderId: string; contact: ContactData; at: Date },
  ): Promise<void> {
    await transaction
      .updateTable('api_policyholder')
      .set((old) => ({
        contact: JSON.stringify(contact),
        residence_state: residenceStateOf(contact) ?? null,
        contact_version: old('contact_version', '+', 1),
        contact_changed_at: at.getTime(),
        contact_frozen_at: at.getTime(),
      }))
      .where('id', '=', policyholderId)
      .execute();
  },

  /** Opens frozen contact data for changes again; false when they were not frozen. */
  async unfreeze(transaction: ApiTransaction, policyholderId: string): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('api_policyholder')
      .set({ contact_frozen_at: null })
      .where('id', '=', policyholderId)
      .where('contact_frozen_at', 'is not', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
};
