import { CHAIN_ORIGIN, compiledQuery } from '@surety/database';
import { type ContactData, residenceStateOf } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** Who a token speaks of: the subject is unique within its issuer. */
export type Subject = { issuer: string; subject: string };

/** Where a policyholder is reached and lives, as far as it is recorded. */
export type PolicyholderCircumstances = {
  /** The address of record. */
  email: string | undefined;
  residenceState: string | undefined;
  contactChangedAt: Date | undefined;
};

export type PolicyholderRepository = ReturnType<typeof createPolicyholderRepository>;

/**
 * Contact data of record as the table holds them. The address in a column of its own is the one that somebody signs in
 * with; it stands in until they have named another, and is the only one by which policies are found.
 */
export function contactFrom(row: { email: string | null; contact: string | null } | undefined): ContactData {
  const signInAddress = row?.email === null || row === undefined ? {} : { email: row.email };
  return { ...signInAddress, ...(row?.contact ? (JSON.parse(row.contact) as ContactData) : {}) };
}

/** Policyholders by subject and by address. */
export function createPolicyholderRepository(db: ApiDatabase) {
  const bySubject = compiledQuery({ issuer: 'text', subject: 'text' }, (hole) =>
    db
      .selectFrom('api_policyholder')
      .select('id')
      .where('issuer', '=', hole.issuer)
      .where('subject', '=', hole.subject)
      .compile(),
  );
  const byLink = compiledQuery({ issuer: 'text', subject: 'text' }, (hole) =>
    db
      .selectFrom('api_linked_subject')
      .select('policyholder_id as id')
      .where('issuer', '=', hole.issuer)
      .where('subject', '=', hole.subject)
      .compile(),
  );
  return {
    /** The policyholder's id, by their first subject or one that was linked to it. */
    async idOf(subject: Subject, reader: ApiDatabase = db): Promise<string | undefined> {
      const { rows } = await reader.executeQuery(bySubject(subject));
      return rows[0]?.id ?? (await reader.executeQuery(byLink(subject))).rows[0]?.id;
    },

    /** Gives a policyholder who has this address and has never signed in to its subject; answers its id. */
    async bindByEmail(transaction: ApiTransaction, email: string, subject: Subject): Promise<string | undefined> {
      const row = await transaction
        .updateTable('api_policyholder')
        .set(subject)
        .where('email', '=', email)
        .where('subject', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row?.id;
    },

    /** Adds a policyholder; one without a subject waits for its first sign-in. */
    async create(
      transaction: ApiTransaction,
      policyholder: {
        id: string;
        subject?: Subject;
        email?: string | undefined;
        contact?: ContactData | undefined;
        createdAt: Date;
      },
    ): Promise<void> {
      await transaction
        .insertInto('api_policyholder')
        .values({
          id: policyholder.id,
          issuer: policyholder.subject?.issuer ?? null,
          subject: policyholder.subject?.subject ?? null,
          email: policyholder.email ?? null,
          created_at: policyholder.createdAt.getTime(),
          audit_position: 0,
          audit_head: CHAIN_ORIGIN,
          residence_state: (policyholder.contact && residenceStateOf(policyholder.contact)) ?? null,
          contact_changed_at: null,
          contact: policyholder.contact ? JSON.stringify(policyholder.contact) : null,
          contact_version: 1,
          contact_frozen_at: null,
        })
        .execute();
    },

    /** Ids of everyone with this address, signed in before or not. */
    async idsByEmail(reader: ApiDatabase, email: string): Promise<readonly string[]> {
      const rows = await reader.selectFrom('api_policyholder').select('id').where('email', '=', email).execute();
      return rows.map(({ id }) => id);
    },

    /** What the rules of a change ask about its policyholder. */
    async circumstancesOf(reader: ApiDatabase, id: string): Promise<PolicyholderCircumstances> {
      const row = await reader
        .selectFrom('api_policyholder')
        .select(['email', 'contact', 'residence_state', 'contact_changed_at'])
        .where('id', '=', id)
        .executeTakeFirst();
      return {
        email: contactFrom(row).email,
        residenceState: row?.residence_state ?? undefined,
        contactChangedAt: row?.contact_changed_at ? new Date(row.contact_changed_at) : undefined,
      };
    },
  };
}
