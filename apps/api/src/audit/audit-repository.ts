import type { ApiDatabase, ApiTransaction } from '../database.ts';
import { type AuditEvent, type ChainedEvent, hashOf } from './audit-event.ts';

/** An event as it stands in the table, with the hash it claims to have. */
export type RecordedEvent = ChainedEvent & { hash: string };

/** Where the chain of a policyholder ends. */
export type ChainHead = { policyholderId: string; position: number; hash: string };

export type AuditRepository = ReturnType<typeof createAuditRepository>;

/** The audit: one chain of events for each policyholder, its head in the policyholder's own row. */
export function createAuditRepository() {
  return {
    /** Adds an event to the end of the chain, in the transaction of what it tells of. */
    async append(transaction: ApiTransaction, policyholderId: string, at: Date, event: AuditEvent): Promise<void> {
      // Taking the next position also locks the head, so that two events never follow the same one.
      const head = await transaction
        .updateTable('api_policyholder')
        .set((row) => ({ audit_position: row('audit_position', '+', 1) }))
        .where('id', '=', policyholderId)
        .returning(['audit_position', 'audit_head'])
        .executeTakeFirstOrThrow();
      const { event: name, ...content } = event;
      const chained: ChainedEvent = {
        policyholderId,
        position: head.audit_position,
        at: at.getTime(),
        event: name,
        content: JSON.stringify(content),
        previousHash: head.audit_head,
      };
      const hash = hashOf(chained);
      await insertEvent(transaction, { ...chained, hash });
      await transaction
        .updateTable('api_policyholder')
        .set({ audit_head: hash })
        .where('id', '=', policyholderId)
        .execute();
    },

    /** The next heads by policyholder id, for walking through all of them in pages. */
    async headsAfter(reader: ApiDatabase, policyholderId: string, limit: number): Promise<readonly ChainHead[]> {
      const rows = await reader
        .selectFrom('api_policyholder')
        .select(['id', 'audit_position', 'audit_head'])
        .where('id', '>', policyholderId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ policyholderId: row.id, position: row.audit_position, hash: row.audit_head }));
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
      return rows.map(({ policyholder_id, previous_hash, ...row }) => ({
        ...row,
        policyholderId: policyholder_id,
        previousHash: previous_hash,
      }));
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
}

async function insertEvent(transaction: ApiTransaction, event: RecordedEvent): Promise<void> {
  const { policyholderId, previousHash, ...row } = event;
  await transaction
    .insertInto('api_audit_event')
    .values({ ...row, policyholder_id: policyholderId, previous_hash: previousHash })
    .execute();
}
