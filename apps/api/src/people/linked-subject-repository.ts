import type { ApiDatabase, ApiTransaction } from '../database.ts';
import type { Subject } from '../policyholders/policyholder-repository.ts';

/** Somebody as the report tells of them. */
export type KnownPerson = { policyholderId: string; issuer: string; subject: string; email?: string | undefined };

export type LinkedSubjectRepository = ReturnType<typeof createLinkedSubjectRepository>;

/** Further subjects of policyholders: the same person at another provider. */
export function createLinkedSubjectRepository() {
  return {
    async link(
      transaction: ApiTransaction,
      { policyholderId, issuer, subject, at }: Subject & { policyholderId: string; at: Date },
    ): Promise<void> {
      await transaction
        .insertInto('api_linked_subject')
        .values({ issuer, subject, policyholder_id: policyholderId, linked_at: at.getTime() })
        .execute();
    },

    /** Policyholders of these issuers with this address of record who are not known at the issuer yet. */
    async unlinkedByEmail(
      transaction: ApiTransaction,
      { email, formerIssuers, issuer }: { email: string; formerIssuers: readonly string[]; issuer: string },
    ): Promise<readonly string[]> {
      if (formerIssuers.length === 0) return [];
      const rows = await transaction
        .selectFrom('api_policyholder')
        .select('id')
        .where('email', '=', email)
        .where('issuer', 'in', formerIssuers)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('api_linked_subject')
                .select('subject')
                .where('issuer', '=', issuer)
                .whereRef('policyholder_id', '=', 'api_policyholder.id'),
            ),
          ),
        )
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Everybody who has ever signed in, by their first subject. */
    async firstSubjects(reader: ApiDatabase): Promise<readonly KnownPerson[]> {
      const rows = await reader
        .selectFrom('api_policyholder')
        .select(['id', 'issuer', 'subject', 'email'])
        .where('subject', 'is not', null)
        .orderBy('id')
        .execute();
      return rows.map(({ id, issuer, subject, email }) => ({
        policyholderId: id,
        issuer: issuer ?? '',
        subject: subject ?? '',
        email: email ?? undefined,
      }));
    },

    /** Every further subject. */
    async linkedSubjects(reader: ApiDatabase): Promise<readonly KnownPerson[]> {
      const rows = await reader.selectFrom('api_linked_subject').selectAll().orderBy('linked_at').execute();
      return rows.map(({ policyholder_id, issuer, subject }) => ({ policyholderId: policyholder_id, issuer, subject }));
    },
  };
}
