import { compiledQuery } from '@surety/database';
import type { Designation, Policy, PolicyKind, PolicyStatus } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import { policyFreezes } from './policy-freeze-repository.ts';
import { policyNumbers } from './policy-number-repository.ts';
import { fromRow, insuredObjectFrom, moneyFrom, toRow } from './policy-row.ts';
import { policyPremiums } from './premium-repository.ts';

/** One line of the list of policies. */
export type PolicyLine = Pick<Policy, 'number' | 'kind' | 'status' | 'coverage' | 'insuredObject'> & {
  insuredName?: string;
};

/** Replaces the designation of a policy that is in force, not frozen, and still has the version the change is based on. */
export type Replacement = {
  policyholderId: string;
  policyNumber: string;
  basedOn: number;
  designation: Designation;
};

export type PolicyRepository = ReturnType<typeof createPolicyRepository>;

/** Policies, each reached by its policyholder: a policy of somebody else is not found. */
export function createPolicyRepository(db: ApiDatabase) {
  const ofPolicyholder = compiledQuery({ policyholderId: 'text', after: 'text', limit: 'number' }, (hole) =>
    db
      .selectFrom('api_policy')
      .select(['number', 'kind', 'status', 'insured_name', 'coverage_amount', 'coverage_currency', 'details'])
      .where('policyholder_id', '=', hole.policyholderId)
      .where('number', '>', hole.after)
      .orderBy('number')
      .limit(hole.limit)
      .compile(),
  );
  const byNumber = compiledQuery({ policyholderId: 'text', number: 'text' }, (hole) =>
    db
      .selectFrom('api_policy')
      .selectAll()
      .where('policyholder_id', '=', hole.policyholderId)
      .where('number', '=', hole.number)
      .compile(),
  );
  return {
    /** At most `limit` policies in the order of their numbers, those after `after`. */
    async listForPolicyholder(
      policyholderId: string,
      { after = '', limit }: { after?: string | undefined; limit: number },
    ): Promise<readonly PolicyLine[]> {
      const { rows } = await db.executeQuery(ofPolicyholder({ policyholderId, after, limit }));
      return rows.map((row) => ({
        number: row.number,
        kind: row.kind as PolicyKind,
        status: row.status as PolicyStatus,
        ...(row.insured_name === null ? {} : { insuredName: row.insured_name }),
        ...moneyFrom('coverage', row.coverage_amount, row.coverage_currency),
        ...insuredObjectFrom(row.details),
      }));
    },

    async find(policyholderId: string, number: string, reader: ApiDatabase = db): Promise<Policy | undefined> {
      const [row] = (await reader.executeQuery(byNumber({ policyholderId, number }))).rows;
      return row && fromRow(row);
    },

    async count(reader: ApiDatabase, policyholderId: string): Promise<number> {
      const { count } = await reader
        .selectFrom('api_policy')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('policyholder_id', '=', policyholderId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async create(transaction: ApiTransaction, policyholderId: string, policy: Policy): Promise<void> {
      await transaction.insertInto('api_policy').values(toRow(policyholderId, policy)).execute();
    },

    /** Answers the sequence of the endorsement, or `undefined` when the policy has moved on: then nothing was written. */
    async replaceDesignation(transaction: ApiTransaction, change: Replacement): Promise<number | undefined> {
      const row = await transaction
        .updateTable('api_policy')
        .set((old) => ({
          designation: JSON.stringify(change.designation),
          version: old('version', '+', 1),
          endorsement_count: old('endorsement_count', '+', 1),
        }))
        .where('policyholder_id', '=', change.policyholderId)
        .where('number', '=', change.policyNumber)
        .where('version', '=', change.basedOn)
        .where('status', '=', 'in-force')
        .where('frozen_at', 'is', null)
        .returning('endorsement_count')
        .executeTakeFirst();
      return row?.endorsement_count;
    },

    ...policyFreezes,
    ...policyPremiums,
    ...policyNumbers,
  };
}
