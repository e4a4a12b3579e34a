import type { EndorsementStatus, PolicyStatus } from '@surety/insurance';
import { compiledQuery } from '../compiled-query-repository.ts';
import type { ApiDatabase } from '../database.ts';
import { type EndorsementRecord, recordFrom } from './endorsement-record.ts';
import { endorsementWrites } from './endorsement-writes-repository.ts';

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

    ...endorsementWrites,
  };
}
