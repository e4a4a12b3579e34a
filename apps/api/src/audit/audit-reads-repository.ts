import type { ChainHead, RecordedLink } from '@surety/database';
import type { ApiDatabase } from '../database.ts';
import type { AuditEventRow } from '../tables.ts';

/** An event of a policyholder's chain as it stands in the table, with the hash it claims to have. */
export type RecordedEvent = RecordedLink & { policyholderId: string };

/** How the audit is read, in pages by key. */
export const auditReads = {
  /** The next heads by policyholder id, for walking through all of them in pages. */
  async headsAfter(reader: ApiDatabase, policyholderId: string, limit: number): Promise<readonly ChainHead[]> {
    const rows = await reader
      .selectFrom('api_policyholder')
      .select(['id', 'audit_position', 'audit_head'])
      .where('id', '>', policyholderId)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ownerId: row.id, position: row.audit_position, hash: row.audit_head }));
  },

  /** The head of one chain as it is now. */
  async headOf(reader: ApiDatabase, policyholderId: string): Promise<ChainHead | undefined> {
    const row = await reader
      .selectFrom('api_policyholder')
      .select(['audit_position', 'audit_head'])
      .where('id', '=', policyholderId)
      .executeTakeFirst();
    return row && { ownerId: policyholderId, position: row.audit_position, hash: row.audit_head };
  },

  /** The next events of one policyholder by position. */
  async eventsAfter(
    reader: ApiDatabase,
    { policyholderId, position, limit }: { policyholderId: string; position: number; limit: number },
  ): Promise<readonly RecordedEvent[]> {
    const rows = await reader
      .selectFrom('api_audit_event')
      .selectAll()
      .where('policyholder_id', '=', policyholderId)
      .where('position', '>', position)
      .orderBy('position')
      .limit(limit)
      .execute();
    return rows.map(eventFrom);
  },

  /** The next events of everyone, or of one policyholder, by policyholder and position. */
  async allEventsAfter(
    reader: ApiDatabase,
    last: Pick<RecordedEvent, 'policyholderId' | 'position'>,
    { limit, of, since }: { limit: number; of?: string | undefined; since?: Date | undefined },
  ): Promise<readonly RecordedEvent[]> {
    const rows = await reader
      .selectFrom('api_audit_event')
      .selectAll()
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('policyholder_id', 'position'), '>', tuple(last.policyholderId, last.position)),
      )
      .$if(of !== undefined, (query) => query.where('policyholder_id', '=', of ?? ''))
      .$if(since !== undefined, (query) => query.where('at', '>=', since?.getTime() ?? 0))
      .orderBy('policyholder_id')
      .orderBy('position')
      .limit(limit)
      .execute();
    return rows.map(eventFrom);
  },

  /** The designation that each policy of a policyholder holds, as it stands in the table. */
  async designationsOf(reader: ApiDatabase, policyholderId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await reader
      .selectFrom('api_policy')
      .select(['number', 'designation'])
      .where('policyholder_id', '=', policyholderId)
      .execute();
    return new Map(rows.map(({ number, designation }) => [number, designation]));
  },
};

function eventFrom({ policyholder_id, previous_hash, ...row }: AuditEventRow): RecordedEvent {
  return { ...row, policyholderId: policyholder_id, previousHash: previous_hash };
}
