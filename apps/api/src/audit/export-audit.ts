import { contentOf } from '@surety/database';
import type { ApiDatabase } from '../database.ts';
import { auditReads, type RecordedEvent } from './audit-reads-repository.ts';

/** Which events are wanted; all of them without. `since` includes the moment itself. */
export type ExportFilter = { policyholderId?: string | undefined; since?: Date | undefined };

const PAGE = 500;

/**
 * The audit as JSON lines, one event a line, by policyholder and position. Only one page is in memory at a time. A line
 * holds everything that its hash is made of, so that an export which is kept elsewhere proves what stood here.
 */
export async function* exportAudit(db: ApiDatabase, filter: ExportFilter = {}): AsyncGenerator<string> {
  let last = { policyholderId: '', position: 0 };
  for (;;) {
    const page = await auditReads.allEventsAfter(db, last, {
      limit: PAGE,
      of: filter.policyholderId,
      since: filter.since,
    });
    for (const event of page) yield `${JSON.stringify(lineOf(event))}\n`;
    last = page.at(-1) ?? last;
    if (page.length < PAGE) return;
  }
}

function lineOf(recorded: RecordedEvent): object {
  const { policyholderId, position, at, event, previousHash, hash } = recorded;
  const when = new Date(at).toISOString();
  return { policyholderId, position, at: when, event, content: contentOf(recorded), previousHash, hash };
}
