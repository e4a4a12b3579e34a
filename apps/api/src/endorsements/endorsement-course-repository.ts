import type { CalendarDate, EndorsementStatus } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { type EndorsementRecord, policyFrom, recordFrom } from './endorsement-record.ts';

const MOST_SHOWN = 20;
const NOT_IN_EFFECT: EndorsementStatus[] = ['in-review', 'confirmed', 'declined', 'reversed'];

/** The columns of its policy that an endorsement is read with. */
export const POLICY_COLUMNS = [
  'api_policy.status as policy_status',
  'api_policy.version as policy_version',
  'api_policy.kind as policy_kind',
  'api_policy.frozen_at as policy_frozen_at',
] as const;

/** A policyholder's endorsements, each with what its policy says about it. */
export function withPolicy(reader: ApiDatabase, policyholderId: string) {
  return reader
    .selectFrom('api_endorsement')
    .innerJoin('api_policy', (join) =>
      join
        .onRef('api_policy.policyholder_id', '=', 'api_endorsement.policyholder_id')
        .onRef('api_policy.number', '=', 'api_endorsement.policy_number'),
    )
    .selectAll('api_endorsement')
    .select(POLICY_COLUMNS)
    .where('api_endorsement.policyholder_id', '=', policyholderId);
}

/** A change whose day has come. */
export type DueChange = { policyholderId: string; id: string; effectiveOn: string };

/** What the course of a change depends on: earlier ones, newer ones, and the day. */
export const endorsementCourse = {
  /** When changes of a policy were confirmed since then, whatever became of them. */
  async confirmedSince(
    reader: ApiDatabase,
    { policyholderId, policyNumber, since }: { policyholderId: string; policyNumber: string; since: Date },
  ): Promise<readonly Date[]> {
    const rows = await reader
      .selectFrom('api_endorsement')
      .select('confirmed_at')
      .where('policyholder_id', '=', policyholderId)
      .where('policy_number', '=', policyNumber)
      .where('status', '<>', 'draft')
      .where('confirmed_at', '>', since.getTime())
      .where('reverses', 'is', null)
      .execute();
    return rows.map(({ confirmed_at }) => new Date(confirmed_at ?? 0));
  },

  /** Changes whose day has come: whose they are, the longest due first; those behind one of them when it is given. */
  async due(
    reader: ApiDatabase,
    today: CalendarDate,
    { limit, after }: { limit: number; after?: DueChange | undefined },
  ): Promise<readonly DueChange[]> {
    const rows = await reader
      .selectFrom('api_endorsement')
      .select(['policyholder_id', 'id', 'effective_on'])
      .where('status', '=', 'confirmed' satisfies EndorsementStatus)
      .where('effective_on', '<=', today)
      .where('lead', 'is', null)
      // Those that a newer change of any of their policies under review holds back would stand in the way of the others.
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('api_endorsement as member')
              .innerJoin('api_endorsement as newer', (join) =>
                join
                  .onRef('newer.policyholder_id', '=', 'member.policyholder_id')
                  .onRef('newer.policy_number', '=', 'member.policy_number'),
              )
              .select('newer.id')
              .whereRef('member.policyholder_id', '=', 'api_endorsement.policyholder_id')
              .where(({ or, eb, ref }) =>
                or((['member.id', 'member.lead'] as const).map((column) => eb(column, '=', ref('api_endorsement.id')))),
              )
              .where('newer.status', '=', 'in-review' satisfies EndorsementStatus),
          ),
        ),
      )
      .$if(after !== undefined, (rows) =>
        rows.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('effective_on', 'id'), '>', tuple(after?.effectiveOn ?? '', after?.id ?? '')),
        ),
      )
      .orderBy('effective_on')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ policyholder_id, id, effective_on }) => ({
      policyholderId: policyholder_id,
      id,
      effectiveOn: effective_on ?? today,
    }));
  },

  /** Whether a change of one of these policies is under review. */
  async isAnyInReview(reader: ApiDatabase, policyholderId: string, policyNumbers: readonly string[]): Promise<boolean> {
    const row = await reader
      .selectFrom('api_endorsement')
      .select('id')
      .where('policyholder_id', '=', policyholderId)
      .where('policy_number', 'in', policyNumbers)
      .where('status', '=', 'in-review' satisfies EndorsementStatus)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },

  /** What was confirmed of a policy and is not in effect: waiting, under review, declined or stopped; the newest first. */
  async notInEffect(
    reader: ApiDatabase,
    policyholderId: string,
    policyNumber: string,
  ): Promise<readonly EndorsementRecord[]> {
    const rows = await withPolicy(reader, policyholderId)
      .where('api_endorsement.policy_number', '=', policyNumber)
      .where('api_endorsement.status', 'in', NOT_IN_EFFECT)
      .where('api_endorsement.sequence', 'is', null)
      .orderBy('api_endorsement.confirmed_at', 'desc')
      .limit(MOST_SHOWN)
      .execute();
    return rows.map((row) => recordFrom(row, policyFrom(row)));
  },
};
