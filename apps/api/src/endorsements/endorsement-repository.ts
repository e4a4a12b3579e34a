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

    /** Endorsements of a policy that took effect, newest first: at most `limit`, each of a lower sequence than `before`. */
    async history(
      reader: ApiDatabase,
      { policyholderId, policyNumber }: { policyholderId: string; policyNumber: string },
      { before, limit }: { before?: number | undefined; limit?: number } = {},
    ): Promise<readonly EndorsementRecord[]> {
      const rows = await withPolicy(reader, policyholderId)
        .where('api_endorsement.policy_number', '=', policyNumber)
        .where('api_endorsement.status', 'in', TOOK_EFFECT)
        .where('api_endorsement.sequence', 'is not', null)
        .$if(before !== undefined, (select) => select.where('api_endorsement.sequence', '<', before ?? 0))
        .orderBy('api_endorsement.sequence', 'desc')
        .$if(limit !== undefined, (select) => select.limit(limit ?? 0))
        .execute();
      return rows.map((row) => recordFrom(row, policyFrom(row)));
    },

    ...endorsementCourse,
    ...endorsementWrites,
  };
}
