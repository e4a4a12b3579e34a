import type { AuditRepository } from './audit-repository.ts';
import { CHAIN_ORIGIN, type ChainHead, hashOf, type RecordedEvent } from './chain.ts';

/** The first place where the record does not agree with itself. */
export type BrokenLink = {
  accountId: string;
  position: number;
  reason: 'event-missing' | 'event-changed' | 'head-differs';
};

export type AuditVerdict = { intact: true; events: number; accounts: number } | { intact: false; broken: BrokenLink };

const PAGE = 500;

/** Reads the whole audit and names the first broken link. The server may run meanwhile. */
export async function verifyAudit(audit: AuditRepository): Promise<AuditVerdict> {
  let [events, accounts, after] = [0, 0, ''];
  for (;;) {
    const heads = await audit.headsAfter(after, PAGE);
    for (const head of heads) {
      const found = await verifyStill(audit, head);
      if (typeof found !== 'number') return { intact: false, broken: found };
      events += found;
      accounts += 1;
      after = head.accountId;
    }
    if (heads.length < PAGE) return { intact: true, events, accounts };
  }
}

// An event that is written during the reading moves the head in the same transaction. So a link counts as broken only
// when the head has not moved since; else the chain is read again.
async function verifyStill(audit: AuditRepository, head: ChainHead): Promise<number | BrokenLink> {
  for (let current = head; ; ) {
    const broken = await verifyChain(audit, current);
    if (!broken) return current.position;
    const now = await audit.headOf(head.accountId);
    if (!now || (now.hash === current.hash && now.position === current.position)) return broken;
    current = now;
  }
}

async function verifyChain(audit: AuditRepository, head: ChainHead): Promise<BrokenLink | undefined> {
  const { accountId } = head;
  let link = { position: 0, hash: CHAIN_ORIGIN };
  for (;;) {
    const page = await audit.eventsOf(accountId, { after: link.position, limit: PAGE });
    for (const event of page) {
      const reason = whyBroken(event, link);
      if (reason) return { accountId, position: link.position + 1, reason };
      link = event;
    }
    if (page.length < PAGE) break;
  }
  if (link.position < head.position) return { accountId, position: link.position + 1, reason: 'event-missing' };
  const agrees = link.position === head.position && link.hash === head.hash;
  return agrees ? undefined : { accountId, position: link.position, reason: 'head-differs' };
}

function whyBroken(
  event: RecordedEvent,
  previous: { position: number; hash: string },
): BrokenLink['reason'] | undefined {
  if (event.position !== previous.position + 1) return 'event-missing';
  return event.previousHash === previous.hash && hashOf(event) === event.hash ? undefined : 'event-changed';
}

/** What is wrong, and where, in one sentence. */
export function brokenLinkInWords({ accountId, position, reason }: BrokenLink): string {
  switch (reason) {
    case 'event-changed':
      return `The audit is broken: event ${position} of account ${accountId} was changed, moved or put in.`;
    case 'event-missing':
      return `The audit is broken: event ${position} of account ${accountId} is missing.`;
    case 'head-differs':
      return `The audit is broken: the chain of account ${accountId} has event ${position} as its last, and its head says otherwise.`;
  }
}
