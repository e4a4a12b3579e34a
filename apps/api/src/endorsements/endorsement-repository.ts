import type { CalendarDate, EndorsementStatus, PolicyStatus } from '@surety/insurance';
import { compiledQuery } from '../compiled-query-repository.ts';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import { type EndorsementRecord, recordFrom } from './endorsement-record.ts';

/** What the confirmation of a draft writes down. */
export type Confirmation = {
  policyholderId: string;
  id: string;
  sequence: number;
  confirmedAt: Date;
  effectiveOn: CalendarDate;
};

export type EndorsementRepository = ReturnType<typeof createEndorsementRepository>;

const EFFECTIVE: EndorsementStatus = 'effective';

/** Endorsements, each reached by its policyholder: somebody else's is not found. */
export function createEndorsementRepository(db: ApiDatabase) {
  const byId = compiledQuery(['policyholderId', 'id'], (hole) =>
    db
      .selectFrom('api_endorsement')
      .innerJoin('api_policy', (join) =>
        join
          .onRef('api_policy.policyholder_id', '=', 'api_endorsement.policyholder_id')
          .onRef('api_policy.number', '=', 'api_endorsement.policy_number'),
      )
      .selectAll('api_endorsement')
      .select(['api_policy.status as policy_status', 'api_policy.version as policy_version'])
      .where('api_endorsement.policyholder_id', '=', hole.policyholderId)
      .where('api_endorsement.id', '=', hole.id)
      .compile(),
  );
  return {
    async find(policyholderId: string, id: string, reader: ApiDatabase = db): Promise<EndorsementRecord | undefined> {
      const [row] = (await reader.executeQuery(byId({ policyholderId, id }))).rows;
      return row && recordFrom(row, { status: row.policy_status as PolicyStatus, version: row.policy_version });
    },

    /** Effective endorsements of a policy, newest first; `undefined` when the policyholder has no such policy. */
    async history(policyholderId: string, policyNumber: string): Promise<readonly EndorsementRecord[] | undefined> {
      const rows = await db
        .selectFrom('api_policy')
        .leftJoin('api_endorsement', (join) =>
          join
            .onRef('api_endorsement.policyholder_id', '=', 'api_policy.policyholder_id')
            .onRef('api_endorsement.policy_number', '=', 'api_policy.number')
            .on('api_endorsement.status', '=', EFFECTIVE),
        )
        .selectAll('api_endorsement')
        .select(['api_policy.status as policy_status', 'api_policy.version as policy_version'])
        .where('api_policy.policyholder_id', '=', policyholderId)
        .where('api_policy.number', '=', policyNumber)
        .orderBy('api_endorsement.sequence', 'desc')
        .execute();
      if (rows.length === 0) return undefined;
      return rows.flatMap(({ policy_status, policy_version, ...row }) => {
        const policy = { status: policy_status as PolicyStatus, version: policy_version };
        return row.id === null ? [] : [recordFrom(row as Parameters<typeof recordFrom>[0], policy)];
      });
    },

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
}
