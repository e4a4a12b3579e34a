import { type ContactData, residenceStateOf } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import { contactFrom } from '../policyholders/policyholder-repository.ts';
import { type ContactChange, contactChangeFrom } from './contact-change.ts';
import { contactWrites } from './contact-writes-repository.ts';

/** A policyholder's contact data of record, as they are now. */
export type ContactOfRecord = { contact: ContactData; version: number; isFrozen: boolean; changedAt?: Date };

/** What replaces the contact data, and the version that it starts from. */
export type ContactReplacement = { policyholderId: string; basedOn: number; contact: ContactData; at: Date };

export type ContactRepository = ReturnType<typeof createContactRepository>;

/** Contact data of record and the changes of them, each reached by its policyholder. */
export function createContactRepository(db: ApiDatabase) {
  return {
    async find(policyholderId: string, reader: ApiDatabase = db): Promise<ContactOfRecord | undefined> {
      const row = await reader
        .selectFrom('api_policyholder')
        .select(['email', 'contact', 'contact_version', 'contact_changed_at', 'contact_frozen_at'])
        .where('id', '=', policyholderId)
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        contact: contactFrom(row),
        version: row.contact_version,
        isFrozen: row.contact_frozen_at !== null,
        ...(row.contact_changed_at === null ? {} : { changedAt: new Date(row.contact_changed_at) }),
      };
    },

    async findChange(policyholderId: string, id: string, reader: ApiDatabase = db): Promise<ContactChange | undefined> {
      const row = await reader
        .selectFrom('api_contact_change')
        .selectAll()
        .where('policyholder_id', '=', policyholderId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && contactChangeFrom(row);
    },

    /** Changes that took effect, newest first: at most `limit`, each based on an earlier version than `after`. */
    async history(
      policyholderId: string,
      { after, limit }: { after: number | undefined; limit: number },
    ): Promise<readonly ContactChange[]> {
      const rows = await db
        .selectFrom('api_contact_change')
        .selectAll()
        .where('policyholder_id', '=', policyholderId)
        .where('confirmed_at', 'is not', null)
        .$if(after !== undefined, (select) => select.where('based_on', '<', after ?? 0))
        // Each took effect on a version of its own.
        .orderBy('based_on', 'desc')
        .limit(limit)
        .execute();
      return rows.map(contactChangeFrom);
    },

    /** Addresses of record that were given up since then. */
    async formerEmails(
      reader: ApiDatabase,
      { policyholderId, since }: { policyholderId: string; since: Date },
    ): Promise<readonly string[]> {
      const rows = await reader
        .selectFrom('api_contact_change')
        .select('former_email')
        .where('policyholder_id', '=', policyholderId)
        .where('confirmed_at', '>', since.getTime())
        .where('former_email', 'is not', null)
        .orderBy('confirmed_at')
        .execute();
      return rows.flatMap(({ former_email }) => former_email ?? []);
    },

    /** Answers false when the contact data have moved on, or are frozen: then nothing was written. */
    async replace(transaction: ApiTransaction, change: ContactReplacement): Promise<boolean> {
      const { numUpdatedRows } = await transaction
        .updateTable('api_policyholder')
        .set((old) => ({
          contact: JSON.stringify(change.contact),
          residence_state: residenceStateOf(change.contact) ?? null,
          contact_version: old('contact_version', '+', 1),
          contact_changed_at: change.at.getTime(),
        }))
        .where('id', '=', change.policyholderId)
        .where('contact_version', '=', change.basedOn)
        .where('contact_frozen_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    ...contactWrites,
  };
}
