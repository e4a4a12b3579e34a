import { compiledQuery } from '@surety/database';
import type { EndorsementStatus } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { type EndorsementRecord, policyFrom, recordFrom } from './endorsement-record.ts';
import { endorsementWrites } from './endorsement-writes-repository.ts';

export type EndorsementRepository = ReturnType<typeof createEndorsementRepository>;

const TOOK_EFFECT: EndorsementStatus[] = ['effective', 'reversed'];
const POLICY_COLUMNS = [
  'api_policy.status as policy_status',
  'api_policy.version as policy_version',
  'api_policy.frozen_at as policy_frozen_at',
] as const;

/** Endorsements, each reached by its policyholder: somebody else's is not found. */
export function createEndorsementRepository(db: ApiDatabase) {
  const byId = compiledQuery({ policyholderId: 'text', id: 'text' }, (hole) =>
    db
      .selectFrom('api_endorsement')
      .innerJoin('api_policy', (join) =>
        join
          .onRef('api_policy.policyholder_id', '=', 'api_endorsement.policyholder_id')
          .onRef('api_policy.number', '=', 'api_endorsement.policy_number'),
      )
      .selectAll('api_endorsement')
      .select(POLICY_COLUMNS)
      .where('api_endorsement.policyholder_id', '=', hole.policyholderId)
      .where('api_endorsement.id', '=', hole.id)
      .compile(),
  );
  return {
    async find(policyholderId: string, id: string, reader: ApiDatabase = db): Promise<EndorsementRecord | undefined> {
      const [row] = (await reader.executeQuery(byId({ policyholderId, id }))).rows;
      return row && recordFrom(row, policyFrom(row));
    },

    /** Endorsements of a policy that took effect, newest first; `undefined` when the policyholder has no such policy. */
    async history(policyholderId: string, policyNumber: string): Promise<readonly EndorsementRecord[] | undefined> {
      const rows = await db
        .selectFrom('api_policy')
        .leftJoin('api_endorsement', (join) =>
          join
            .onRef('api_endorsement.policyholder_id', '=', 'api_policy.policyholder_id')
            .onRef('api_endorsement.policy_number', '=', 'api_policy.number')
            .on('api_endorsement.status', 'in', TOOK_EFFECT),
        )
        .selectAll('api_endorsement')
        .select(POLICY_COLUMNS)
        .where('api_policy.policyholder_id', '=', policyholderId)
        .where('api_policy.number', '=', policyNumber)
        .orderBy('api_endorsement.sequence', 'desc')
        .execute();
      if (rows.length === 0) return undefined;
      return rows.flatMap((row) =>
        row.id === null ? [] : [recordFrom(row as Parameters<typeof recordFrom>[0], policyFrom(row))],
      );
    },

    ...endorsementWrites,
  };
}
