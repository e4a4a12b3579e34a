import type { Designation } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** Puts a former designation back, if the endorsement that replaced it is still the newest of its policy. */
export type Restoration = {
  policyholderId: string;
  policyNumber: string;
  /** Sequence of the endorsement that is undone. */
  undone: number;
  designation: Designation;
  at: Date;
};

/** A policy as it was read. */
export type Unchanged = { policyholderId: string; policyNumber: string; basedOn: number };

/** Writing that stops, undoes and opens changes of a policy, each in the transaction it is given. */
export const policyFreezes = {
  /** Keeps a policy, whatever its state, from everybody else until the transaction ends. */
  async hold(
    transaction: ApiTransaction,
    { policyholderId, policyNumber }: { policyholderId: string; policyNumber: string },
  ): Promise<void> {
    await transaction
      .updateTable('api_policy')
      .set((old) => ({ version: old.ref('version') }))
      .where('policyholder_id', '=', policyholderId)
      .where('number', '=', policyNumber)
      .execute();
  },

  /** Keeps a policy as it is until the transaction ends; false when it could not be changed from this version. */
  async holdStill(transaction: ApiTransaction, change: Unchanged): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('api_policy')
      .set((old) => ({ version: old.ref('version') }))
      .where('policyholder_id', '=', change.policyholderId)
      .where('number', '=', change.policyNumber)
      .where('version', '=', change.basedOn)
      .where('status', '=', 'in-force')
      .where('frozen_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  /** Restores and freezes; answers the sequence of the reversal, or `undefined` when it is too late: then nothing was written. */
  async restoreDesignation(transaction: ApiTransaction, restoration: Restoration): Promise<number | undefined> {
    const row = await transaction
      .updateTable('api_policy')
      .set((old) => ({
        designation: JSON.stringify(restoration.designation),
        version: old('version', '+', 1),
        endorsement_count: old('endorsement_count', '+', 1),
        frozen_at: restoration.at.getTime(),
      }))
      .where('policyholder_id', '=', restoration.policyholderId)
      .where('number', '=', restoration.policyNumber)
      .where('endorsement_count', '=', restoration.undone)
      .where('status', '=', 'in-force')
      .returning('endorsement_count')
      .executeTakeFirst();
    return row?.endorsement_count;
  },

  // The version rises as well, so that nobody goes on from what they read before.
  async freeze(
    transaction: ApiTransaction,
    { policyholderId, policyNumber, at }: { policyholderId: string; policyNumber: string; at: Date },
  ): Promise<void> {
    await transaction
      .updateTable('api_policy')
      .set((old) => ({ version: old('version', '+', 1), frozen_at: at.getTime() }))
      .where('policyholder_id', '=', policyholderId)
      .where('number', '=', policyNumber)
      .execute();
  },

  /** Opens a frozen policy; answers whose it is, or `undefined` when no frozen policy has this number. */
  async unfreeze(transaction: ApiTransaction, policyNumber: string): Promise<string | undefined> {
    const row = await transaction
      .updateTable('api_policy')
      .set((old) => ({ version: old('version', '+', 1), frozen_at: null }))
      .where('number', '=', policyNumber)
      .where('frozen_at', 'is not', null)
      .returning('policyholder_id')
      .executeTakeFirst();
    return row?.policyholder_id;
  },

  /** Every frozen policy, the longest frozen first. */
  async listFrozen(reader: ApiDatabase): Promise<readonly { policyNumber: string; since: Date }[]> {
    const rows = await reader
      .selectFrom('api_policy')
      .select(['number', 'frozen_at'])
      .where('frozen_at', 'is not', null)
      .orderBy('frozen_at')
      .execute();
    return rows.map(({ number, frozen_at }) => ({ policyNumber: number, since: new Date(frozen_at ?? 0) }));
  },
};
