import type { Designation } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { AUDIT_ORIGIN } from '../policyholders/policyholder-repository.ts';
import { digestOf, hashOf } from './audit-event.ts';
import { auditReads, type ChainHead, type RecordedEvent } from './audit-reads-repository.ts';

/** The first place where the record does not agree with itself. */
export type BrokenLink = {
  policyholderId: string;
  /** Position of the event; absent when a policy differs from what the whole chain says of it. */
  position?: number;
  reason: 'event-missing' | 'event-changed' | 'head-differs' | 'policy-differs';
  policyNumber?: string;
};

export type AuditVerdict =
  | { intact: true; events: number; policyholders: number }
  | { intact: false; broken: BrokenLink };

const PAGE = 500;

/**
 * Reads the whole audit and names the first broken link. Besides the chains it compares every policy with the last
 * designation that its chain tells of, so that a beneficiary changed behind the api's back shows as well. The system
 * may run meanwhile.
 */
export async function verifyAudit(db: ApiDatabase): Promise<AuditVerdict> {
  let [events, policyholders, after] = [0, 0, ''];
  for (;;) {
    const heads = await auditReads.headsAfter(db, after, PAGE);
    for (const head of heads) {
      const found = await verifyStill(db, head);
      if (typeof found !== 'number') return { intact: false, broken: found };
      events += found;
      policyholders += 1;
      after = head.policyholderId;
    }
    if (heads.length < PAGE) return { intact: true, events, policyholders };
  }
}

// An event that is written during the reading moves the head in the same transaction. So a link counts as broken only
// when the head has not moved since; else the chain is read again.
async function verifyStill(db: ApiDatabase, head: ChainHead): Promise<number | BrokenLink> {
  for (let current = head; ; ) {
    const broken = await verifyChain(db, current);
    if (!broken) return current.position;
    const now = await auditReads.headOf(db, head.policyholderId);
    if (!now || (now.hash === current.hash && now.position === current.position)) return broken;
    current = now;
  }
}

async function verifyChain(db: ApiDatabase, head: ChainHead): Promise<BrokenLink | undefined> {
  const { policyholderId } = head;
  const digests = new Map<string, string>();
  let link = { position: 0, hash: AUDIT_ORIGIN };
  for (;;) {
    const page = await auditReads.eventsAfter(db, { policyholderId, position: link.position, limit: PAGE });
    for (const event of page) {
      const reason = whyBroken(event, link);
      if (reason) return { policyholderId, position: link.position + 1, reason };
      noteDesignation(event, digests);
      link = event;
    }
    if (page.length < PAGE) break;
  }
  if (link.position < head.position) return { policyholderId, position: link.position + 1, reason: 'event-missing' };
  if (link.position > head.position || link.hash !== head.hash)
    return { policyholderId, position: link.position, reason: 'head-differs' };
  return findDifferingPolicy(policyholderId, await auditReads.designationsOf(db, policyholderId), digests);
}

function whyBroken(
  event: RecordedEvent,
  previous: { position: number; hash: string },
): BrokenLink['reason'] | undefined {
  if (event.position !== previous.position + 1) return 'event-missing';
  const isWhole = event.previousHash === previous.hash && hashOf(event) === event.hash && isJson(event.content);
  return isWhole ? undefined : 'event-changed';
}

function noteDesignation({ event, content }: RecordedEvent, digests: Map<string, string>): void {
  const { policyNumber, designation, after } = JSON.parse(content) as Record<string, string>;
  if (policyNumber === undefined) return;
  if (event === 'policy-recorded' && designation !== undefined) digests.set(policyNumber, designation);
  if ((event === 'beneficiaries-changed' || event === 'beneficiaries-restored') && after !== undefined)
    digests.set(policyNumber, after);
}

function findDifferingPolicy(
  policyholderId: string,
  designations: ReadonlyMap<string, string>,
  digests: ReadonlyMap<string, string>,
): BrokenLink | undefined {
  const numbers = new Set([...designations.keys(), ...digests.keys()]);
  for (const policyNumber of numbers) {
    const designation = designations.get(policyNumber);
    if (digestIn(designation) !== digests.get(policyNumber))
      return { policyholderId, policyNumber, reason: 'policy-differs' };
  }
  return undefined;
}

function digestIn(designation: string | undefined): string | undefined {
  if (designation === undefined) return undefined;
  return isJson(designation) ? digestOf(JSON.parse(designation) as Designation) : designation;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
