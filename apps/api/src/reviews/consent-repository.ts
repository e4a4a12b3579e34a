import type { ConsentNeed } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import type { ConsentRow } from '../tables.ts';

/** A consent that a change under review needs, and what became of it. */
export type ConsentRecord = {
  id: string;
  policyholderId: string;
  /** The leading endorsement of the change. */
  endorsementId: string;
  policyNumber: string;
  need: ConsentNeed;
  /** Where the party was asked; absent when no address of theirs was on record. */
  email?: string;
  expiresAt: Date;
  answer: 'awaited' | 'given' | 'refused';
  answeredAt?: Date;
  /** Who of the staff wrote it down; absent when the party answered by the link. */
  recordedBy?: string;
  /** The name that was typed as a signature, or what paper there is. */
  evidence?: string;
};

export type ConsentRepository = ReturnType<typeof createConsentRepository>;

/** Consents that changes under review need; each is found by its change, and by the hash of the link's token. */
export function createConsentRepository() {
  return {
    async ask(transaction: ApiTransaction, consent: ConsentRecord & { tokenHash?: string | undefined }): Promise<void> {
      await transaction
        .insertInto('api_consent')
        .values({
          policyholder_id: consent.policyholderId,
          id: consent.id,
          endorsement_id: consent.endorsementId,
          policy_number: consent.policyNumber,
          need: JSON.stringify(consent.need),
          email: consent.email ?? null,
          token_hash: consent.tokenHash ?? null,
          expires_at: consent.expiresAt.getTime(),
          answer: consent.answer,
          answered_at: null,
          recorded_by: null,
          evidence: null,
          reminded_at: null,
          reminder_hash: null,
        })
        .execute();
    },

    async of(reader: ApiDatabase, policyholderId: string, endorsementId: string): Promise<readonly ConsentRecord[]> {
      const rows = await reader
        .selectFrom('api_consent')
        .selectAll()
        .where('policyholder_id', '=', policyholderId)
        .where('endorsement_id', '=', endorsementId)
        .orderBy('policy_number')
        .orderBy('id')
        .execute();
      return rows.map(consentFrom);
    },

    async byToken(reader: ApiDatabase, tokenHash: string): Promise<ConsentRecord | undefined> {
      const row = await reader
        .selectFrom('api_consent')
        .selectAll()
        .where((row) => row.or([row('token_hash', '=', tokenHash), row('reminder_hash', '=', tokenHash)]))
        .executeTakeFirst();
      return row && consentFrom(row);
    },

    /** Writes an answer down; false when there was one, unless staff with a paper correct a refusal of the party's own. */
    async answer(transaction: ApiTransaction, given: ConsentAnswer): Promise<boolean> {
      const { numUpdatedRows } = await transaction
        .updateTable('api_consent')
        .set({
          answer: given.answer,
          answered_at: given.at.getTime(),
          recorded_by: given.recordedBy ?? null,
          evidence: given.evidence,
        })
        .where('policyholder_id', '=', given.policyholderId)
        .where('id', '=', given.id)
        .where('answer', 'in', given.recordedBy === undefined ? ['awaited'] : ['awaited', 'refused'])
        .where('recorded_by', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

export type ConsentAnswer = {
  policyholderId: string;
  id: string;
  answer: 'given' | 'refused';
  at: Date;
  recordedBy?: string | undefined;
  evidence: string;
};

/** A row as a consent. */
export function consentFrom(row: ConsentRow): ConsentRecord {
  return {
    id: row.id,
    policyholderId: row.policyholder_id,
    endorsementId: row.endorsement_id,
    policyNumber: row.policy_number,
    need: JSON.parse(row.need) as ConsentNeed,
    expiresAt: new Date(row.expires_at),
    answer: row.answer as ConsentRecord['answer'],
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.answered_at === null ? {} : { answeredAt: new Date(row.answered_at) }),
    ...(row.recorded_by === null ? {} : { recordedBy: row.recorded_by }),
    ...(row.evidence === null ? {} : { evidence: row.evidence }),
  };
}
