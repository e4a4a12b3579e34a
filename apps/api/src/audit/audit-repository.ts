import { hashOfLink } from '@surety/database';
import type { ApiTransaction } from '../database.ts';
import type { AuditEvent } from './audit-event.ts';
import type { RecordedEvent } from './audit-reads-repository.ts';

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
      const link = {
        position: head.audit_position,
        at: at.getTime(),
        event: name,
        content: JSON.stringify(content),
        previousHash: head.audit_head,
      };
      const hash = hashOfLink(policyholderId, link);
      await insertEvent(transaction, { ...link, policyholderId, hash });
      await transaction
        .updateTable('api_policyholder')
        .set({ audit_head: hash })
        .where('id', '=', policyholderId)
        .execute();
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
