import { contentOf } from '@surety/database';
import type { AuditRepository, RecordedEvent } from './audit-repository.ts';

const PAGE = 500;

/**
 * The audit as JSON lines, one event a line, by account and position; of one account, or of all. Only one page is in
 * memory at a time. A line holds everything that its hash is made of, so that an export which is kept elsewhere proves
 * what stood here.
 */
export async function* exportAudit(audit: AuditRepository, accountId?: string): AsyncGenerator<string> {
  for await (const id of accountIds(audit, accountId)) {
    let after = 0;
    for (;;) {
      const page = await audit.eventsOf(id, { after, limit: PAGE });
      for (const event of page) yield `${JSON.stringify(lineOf(event))}\n`;
      after = page.at(-1)?.position ?? after;
      if (page.length < PAGE) break;
    }
  }
}

async function* accountIds(audit: AuditRepository, only: string | undefined): AsyncGenerator<string> {
  if (only !== undefined) return yield only;
  for (let after = ''; ; ) {
    const heads = await audit.headsAfter(after, PAGE);
    for (const head of heads) yield head.ownerId;
    after = heads.at(-1)?.ownerId ?? after;
    if (heads.length < PAGE) return;
  }
}

/** An event as it is handed out. */
export function lineOf(recorded: RecordedEvent): object {
  const { accountId, position, at, event, previousHash, hash } = recorded;
  const when = new Date(at).toISOString();
  return { accountId, position, at: when, event, content: contentOf(recorded), previousHash, hash };
}
