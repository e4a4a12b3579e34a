import { compiledQuery } from '@surety/database';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** Who a token speaks of: the subject is unique within its issuer. */
export type Subject = { issuer: string; subject: string };

export type PolicyholderRepository = ReturnType<typeof createPolicyholderRepository>;

/** What every chain of audit events starts from. */
export const AUDIT_ORIGIN = '';

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
  return {
    /** The policyholder's id. */
    async idOf(subject: Subject, reader: ApiDatabase = db): Promise<string | undefined> {
      return (await reader.executeQuery(bySubject(subject))).rows[0]?.id;
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
      policyholder: { id: string; subject?: Subject; email?: string | undefined; createdAt: Date },
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
          audit_head: AUDIT_ORIGIN,
        })
        .execute();
    },

    /** Ids of everyone with this address, signed in before or not. */
    async idsByEmail(reader: ApiDatabase, email: string): Promise<readonly string[]> {
      const rows = await reader.selectFrom('api_policyholder').select('id').where('email', '=', email).execute();
      return rows.map(({ id }) => id);
    },

    /** The address of record, to which notices go. */
    async emailOf(reader: ApiDatabase, id: string): Promise<string | undefined> {
      const row = await reader.selectFrom('api_policyholder').select('email').where('id', '=', id).executeTakeFirst();
      return row?.email ?? undefined;
    },
  };
}
