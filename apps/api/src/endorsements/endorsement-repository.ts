import { compiledQuery } from '@surety/database';
import type { EndorsementStatus } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { endorsementCourse, POLICY_COLUMNS, withPolicy } from './endorsement-course-repository.ts';
import { type EndorsementRecord, policyFrom, recordFrom } from './endorsement-record.ts';
import { endorsementWrites } from './endorsement-writes-repository.ts';

export type EndorsementRepository = ReturnType<typeof createEndorsementRepository>;

/** One change: the endorsements that it makes, one for each policy, the leading one first. */
export type EndorsementGroup = readonly [EndorsementRecord, ...EndorsementRecord[]];

const TOOK_EFFECT: EndorsementStatus[] = ['effective', 'reversed'];

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
  const find = async (policyholderId: string, id: string, reader: ApiDatabase = db) => {
    const [row] = (await reader.executeQuery(byId({ policyholderId, id }))).rows;
    return row && recordFrom(row, policyFrom(row));
  };
  return {
    find,

    /** Everything that is made together with this endorsement, itself included: the leading one first, then by policy. */
    async group(policyholderId: string, id: string, reader: ApiDatabase = db): Promise<EndorsementGroup | undefined> {
      const found = await find(policyholderId, id, reader);
      const lead = found?.lead === undefined ? found : await find(policyholderId, found.lead, reader);
      if (!lead || lead.companions === 0) return lead && [lead];
      const rows = await withPolicy(reader, policyholderId)
        .where('api_endorsement.lead', '=', lead.id)
        .orderBy('api_endorsement.policy_number')
        .execute();
      return [lead, ...rows.map((row) => recordFrom(row, policyFrom(row)))];
    },

    /** Endorsements of a policy that took effect, newest first; `undefined` when the policyholder has no such policy. */
    async history(
      policyholderId: string,
      policyNumber: string,
      reader: ApiDatabase = db,
    ): Promise<readonly EndorsementRecord[] | undefined> {
      const rows = await reader
        .selectFrom('api_policy')
        .leftJoin('api_endorsement', (join) =>
          join
            .onRef('api_endorsement.policyholder_id', '=', 'api_policy.policyholder_id')
            .onRef('api_endorsement.policy_number', '=', 'api_policy.number')
            .on('api_endorsement.status', 'in', TOOK_EFFECT)
            .on('api_endorsement.sequence', 'is not', null),
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

    ...endorsementCourse,
    ...endorsementWrites,
  };
}
